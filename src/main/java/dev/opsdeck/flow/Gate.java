package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody may do what changes no system: page, acknowledge, tick, plan. Where a rule asks for a second
 * person's consent it lets pass, because that consent is about changes to a system.
 */
@Singleton
final class Gate {
    private final Policy policy;
    private final Denials denials;

    Gate(Policy policy, Denials denials) {
        this.policy = policy;
        this.denials = denials;
    }

    /** What to answer instead; empty when it is allowed. */
    Optional<Reply> refusal(Caller caller, String action, Risk risk, @Nullable String system) {
        var wanted = new Action(
                action,
                risk,
                system,
                system == null ? null : ServiceRef.itself(system),
                caller.request().channelName());
        return policy.decide(caller.catalog().access(), caller.actor(), wanted) instanceof Decision.Deny deny
                ? Optional.of(denials.answer(caller, wanted, deny))
                : Optional.empty();
    }
}
