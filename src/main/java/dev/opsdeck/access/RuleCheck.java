package dev.opsdeck.access;

import dev.opsdeck.catalog.AccessRules.Approval;
import dev.opsdeck.catalog.AccessRules.Effect;
import dev.opsdeck.catalog.AccessRules.Rule;
import dev.opsdeck.catalog.Risk;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came out when one rule was held against an actor and an action.
 *
 * @param note why the rule does not apply, or cannot; empty when it matches
 */
record RuleCheck(Rule rule, Fit fit, Specificity specificity, Strictness strictness, String note) {

    enum Fit {
        MATCHES,
        /** It would match if the action named the service; the action is on the whole system. */
        COVERS_A_PART,
        UNDECIDABLE,
        APART
    }

    static RuleCheck of(Rule rule, Set<String> knownRoles, Policy.Subject subject, Action action) {
        var scope = Scope.of(rule.on(), action);
        var specificity = new Specificity(
                scope.rank(),
                !rule.actions().isEmpty(),
                !rule.channels().isEmpty(),
                !rule.risks().isEmpty());
        var result = new RuleCheck(rule, Fit.MATCHES, specificity, Strictness.of(rule), "");
        String apart = mismatch(rule, scope, action);
        if (apart != null) {
            return result.with(Fit.APART, apart);
        }
        return result.forSubject(scope, knownRoles, subject);
    }

    private static @Nullable String mismatch(Rule rule, Scope scope, Action action) {
        if (!rule.risks().isEmpty() && !rule.risks().contains(action.risk())) {
            return "it is about " + words(rule.risks().stream().map(Risk::word).toList()) + ", this is "
                    + action.risk().word();
        }
        if (!rule.actions().isEmpty() && !rule.actions().contains(action.name())) {
            return "it is about " + words(rule.actions());
        }
        if (scope == Scope.APART) {
            return "it is about " + words(rule.on());
        }
        if (!rule.channels().isEmpty() && !rule.channels().contains(action.channel() == null ? "" : action.channel())) {
            return "it holds in #" + String.join(", #", rule.channels());
        }
        return null;
    }

    private RuleCheck forSubject(Scope scope, Set<String> knownRoles, Policy.Subject subject) {
        boolean hasRole = !Collections.disjoint(rule.to(), subject.roles());
        if (!hasRole && !knownRoles.containsAll(rule.to())) {
            String unknown = rule.to().stream()
                    .filter(role -> !knownRoles.contains(role))
                    .findFirst()
                    .orElseThrow();
            return with(Fit.UNDECIDABLE, "there is no role " + unknown);
        }
        if (!hasRole && !rule.to().isEmpty()) {
            return with(Fit.APART, "it is for " + words(rule.to()));
        }
        if (!hasRole && !subject.fullMember() && rule.effect() == Effect.ALLOW) {
            return with(Fit.APART, "it is for full members of the workspace");
        }
        if (!possible(rule.approval(), knownRoles)) {
            return with(Fit.UNDECIDABLE, "nobody could give the approval that it asks for");
        }
        return scope == Scope.PART ? with(Fit.COVERS_A_PART, "it is about " + words(rule.on()) + " only") : this;
    }

    private static boolean possible(@Nullable Approval approval, Set<String> knownRoles) {
        return approval == null
                || (knownRoles.contains(approval.by())
                        && approval.count() >= 1
                        && approval.within().isPositive());
    }

    private RuleCheck with(Fit otherFit, String why) {
        return new RuleCheck(rule, otherFit, specificity, strictness, why);
    }

    /** One line for a person. */
    String describe() {
        return switch (fit) {
            case MATCHES -> "matches: " + strictness.describe();
            case COVERS_A_PART -> "may be stricter for one service: " + note;
            case UNDECIDABLE -> "cannot be evaluated: " + note;
            case APART -> "does not apply: " + note;
        };
    }

    private static String words(List<String> names) {
        return String.join(", ", names);
    }
}
