package dev.opsdeck.access;

import dev.opsdeck.catalog.AccessRules;
import java.util.List;

/** The answer of the policy, with its reason. */
public sealed interface Decision {
    /** Name of the rule that decided, or why no rule could. */
    String rule();

    /** Go ahead. */
    record Allow(String rule) implements Decision {}

    /** Go ahead once others agreed. */
    record AllowWithApproval(String rule, AccessRules.Approval approval) implements Decision {}

    /**
     * No.
     *
     * @param reason one sentence for the person
     * @param whoCould names of the roles that may do it; empty when nobody may
     */
    record Deny(String rule, String reason, List<String> whoCould) implements Decision {}
}
