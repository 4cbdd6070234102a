package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Freezing;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.command.Command;
import dev.opsdeck.incident.OpenIncidents;
import dev.opsdeck.message.FreezeText;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.routine.Freeze;
import dev.opsdeck.routine.FreezeStore;
import dev.opsdeck.routine.Windows;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Freezes systems, and says whom a freeze stops. */
@Singleton
final class Freezes {
    private final FreezeStore store;
    private final OpenIncidents incidents;
    private final Windows windows;
    private final Names names;
    private final Policy policy;
    private final Gate gate;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;

    Freezes(
            FreezeStore store,
            OpenIncidents incidents,
            Windows windows,
            Names names,
            Policy policy,
            Gate gate,
            Deliveries deliveries,
            Outbox outbox,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi,
            Clock clock) {
        this.store = store;
        this.incidents = incidents;
        this.windows = windows;
        this.names = names;
        this.policy = policy;
        this.gate = gate;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** What keeps this person from changing the system; empty when nothing does, such as while it is worked on. */
    Optional<String> objection(Catalog catalog, Actor actor, String system) {
        Optional<Freeze> freeze = jdbi.withHandle(handle -> store.of(handle, system, clock.instant()));
        if (freeze.isEmpty()
                || jdbi.withHandle(handle -> windows.open(handle, system)).isPresent()) {
            return Optional.empty();
        }
        Freezing rule = Objects.requireNonNull(catalog.systems().get(system)).freeze();
        var roles = policy.rolesOf(catalog.access(), actor);
        return rule.except().stream().anyMatch(roles::contains) || grave(system, rule)
                ? Optional.empty()
                : Optional.of(FreezeText.objection(
                        freeze.get(), rule, catalog.access().breakGlass().to()));
    }

    private boolean grave(String system, Freezing rule) {
        return jdbi.withHandle(handle -> incidents.of(handle, system)).stream()
                .anyMatch(incident -> rule.severities().contains(incident.severity()));
    }

    Reply freeze(Caller caller, Command.Freeze command) {
        return onSystem(caller, command.action(), command.system(), (tx, system) -> {
            Instant now = clock.instant();
            Instant until =
                    command.end(now, ZoneId.of(system.maintenance().zone())).orElse(null);
            if (until != null && !until.isAfter(now)) {
                return Message.of("That time is over already; nothing was frozen.");
            }
            var freeze = new Freeze(
                    system.name(), until, command.reason(), caller.actor().id(), now);
            store.put(tx, freeze);
            tell(tx, caller, system, FreezeText.frozen(freeze, system.title()));
            return Message.of("Changes of " + system.name() + " are refused from now on. `/ops unfreeze "
                    + system.name() + "` ends that.");
        });
    }

    Reply unfreeze(Caller caller, Command.Unfreeze command) {
        return onSystem(caller, command.action(), command.system(), (tx, system) -> {
            if (!store.remove(tx, system.name(), clock.instant())) {
                return Message.of(system.name() + " is not frozen.");
            }
            tell(
                    tx,
                    caller,
                    system,
                    FreezeText.thawed(system.title(), caller.actor().id()));
            return Message.of("Changes of " + system.name() + " are possible again.");
        });
    }

    Reply list(Caller caller) {
        audit.record(journaled.request(caller, "", "ok")).join();
        return new Reply.Private(FreezeText.list(jdbi.withHandle(handle -> store.all(handle, clock.instant()))));
    }

    private interface Change {
        Message apply(Handle tx, ManagedSystem system);
    }

    private Reply onSystem(Caller caller, String action, @Nullable String typed, Change change) {
        Optional<ManagedSystem> found = typed == null
                ? caller.catalog().systemOfChannel(caller.request().channelName())
                : Optional.ofNullable(caller.catalog().systems().get(typed));
        if (found.isEmpty()) {
            return new Reply.Private(names.noSystem(caller, typed == null ? "" : typed));
        }
        ManagedSystem system = found.get();
        Optional<Reply> refusal = gate.refusal(caller, action, Risk.CHANGE, system.name());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return deliveries.once(caller.request().delivery(), tx -> {
            Message answer = change.apply(tx, system);
            audit.append(tx, journaled.request(caller, system.name(), "ok"));
            return new Reply.Private(answer);
        });
    }

    private void tell(Handle tx, Caller caller, ManagedSystem system, Message message) {
        String ops = system.channels().ops();
        outbox.post(
                tx,
                "freeze:" + caller.request().delivery(),
                ops == null ? caller.request().channel() : ops,
                message,
                null);
        audit.append(tx, journaled.entry(caller.actor().id(), "freeze", system.name(), Map.of("text", message.text())));
    }
}
