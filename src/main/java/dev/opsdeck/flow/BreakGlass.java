package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Policy;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.command.Terms;
import dev.opsdeck.message.BreakGlassText;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.run.Run;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Who takes a change upon himself needs nobody's consent; everybody who must know is told. */
@Singleton
final class BreakGlass {
    private final Policy policy;
    private final Outbox outbox;

    BreakGlass(Policy policy, Outbox outbox) {
        this.policy = policy;
        this.outbox = outbox;
    }

    /** What keeps this person from it; empty when nothing does. */
    Optional<String> objection(Caller caller, Terms terms) {
        AccessRules rules = caller.catalog().access();
        if (!may(rules, caller.actor())) {
            return Optional.of(BreakGlassText.refused(rules.breakGlass().to()));
        }
        String reason = terms.reason();
        return reason == null || reason.isBlank() ? Optional.of(BreakGlassText.REASON_NEEDED) : Optional.empty();
    }

    boolean may(AccessRules rules, Actor actor) {
        var roles = policy.rolesOf(rules, actor);
        return rules.breakGlass().to().stream().anyMatch(roles::contains);
    }

    /** Tells the system's incident channel and whoever else the rules name, in the run's own transaction. */
    void tell(Handle tx, Caller caller, Run run) {
        var channels = new LinkedHashSet<String>();
        ManagedSystem system = caller.catalog().systems().get(run.plan().system());
        if (system != null && system.channels().incidents() != null) {
            channels.add(system.channels().incidents());
        }
        channels.addAll(caller.catalog().access().breakGlass().tell());
        channels.forEach(channel ->
                outbox.post(tx, "break-glass:" + run.id() + ":" + channel, channel, BreakGlassText.told(run), null));
    }
}
