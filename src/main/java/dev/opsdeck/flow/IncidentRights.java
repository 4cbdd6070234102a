package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Risk;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Who may take part in the incidents of a system: whoever may look at it, unless a rule about {@code incident} says
 * otherwise. Nothing about an incident changes what runs, and in an emergency nobody waits for a consent.
 */
@Singleton
final class IncidentRights {
    private final Policy policy;

    IncidentRights(Policy policy) {
        this.policy = policy;
    }

    /** Why he may not; empty when he may. */
    Optional<Decision.Deny> refusal(Catalog catalog, Actor actor, String system, String channelName) {
        return policy.decide(catalog.access(), actor, action(system, channelName)) instanceof Decision.Deny deny
                ? Optional.of(deny)
                : Optional.empty();
    }

    static Action action(String system, String channelName) {
        return new Action("incident", Risk.READ, system, null, channelName);
    }
}
