package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.ScheduleCards;
import dev.opsdeck.routine.ScheduleStore;
import dev.opsdeck.run.RunStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Lists what is done by itself; pauses it and lets it go on. */
@Singleton
final class ScheduleAnswers {
    private final ScheduleStore store;
    private final RunStore runs;
    private final Policy policy;
    private final Denials denials;
    private final Deliveries deliveries;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;

    ScheduleAnswers(
            ScheduleStore store,
            RunStore runs,
            Policy policy,
            Denials denials,
            Deliveries deliveries,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi,
            Clock clock) {
        this.store = store;
        this.runs = runs;
        this.policy = policy;
        this.denials = denials;
        this.deliveries = deliveries;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Reply answer(Caller caller, Command.Schedules command) {
        return command.doing() == null
                ? list(caller, command.name())
                : steer(caller, command.doing(), Objects.requireNonNull(command.name()));
    }

    private Reply list(Caller caller, @Nullable String typed) {
        List<ManagedSystem> systems = typed == null
                ? caller.systemsHere()
                : caller.catalog().systems().values().stream()
                        .filter(system -> system.name().equals(typed))
                        .toList();
        var action = new Action(
                "schedules",
                Risk.READ,
                systems.size() == 1 ? systems.getFirst().name() : null,
                null,
                caller.request().channelName());
        if (policy.decide(caller.catalog().access(), caller.actor(), action) instanceof Decision.Deny deny) {
            return denials.answer(caller, action, deny);
        }
        audit.record(journaled.request(caller, typed == null ? "" : typed, "ok"))
                .join();
        return new Reply.Private(ScheduleCards.list(
                all(systems).stream().map(this::entry).toList(), clock.instant()));
    }

    private static List<Schedules.Timed> all(List<ManagedSystem> systems) {
        return systems.stream()
                .flatMap(system ->
                        system.allSchedules().stream().map(schedule -> new Schedules.Timed(system, schedule)))
                .toList();
    }

    private ScheduleCards.Entry entry(Schedules.Timed timed) {
        return jdbi.withHandle(tx -> {
            ScheduleStore.Row row = store.find(tx, timed.name()).orElse(null);
            Long last = row == null ? null : row.lastRun();
            return new ScheduleCards.Entry(
                    timed.name(),
                    timed.schedule(),
                    timed.next(clock.instant()).orElse(null),
                    row,
                    last == null ? null : runs.find(tx, last).orElse(null));
        });
    }

    private Reply steer(Caller caller, Command.Schedules.Doing doing, String typed) {
        List<Schedules.Timed> meant = all(List.copyOf(caller.catalog().systems().values())).stream()
                .filter(timed -> timed.name().equals(typed))
                .toList();
        if (meant.isEmpty()) {
            meant = all(caller.systemsHere()).stream()
                    .filter(timed -> timed.schedule().name().equals(typed))
                    .toList();
        }
        if (meant.size() != 1) {
            String which = meant.isEmpty() ? "There is no schedule " : "Several systems have a schedule ";
            return new Reply.Private(
                    Message.of(which + Mrkdwn.code(typed) + ". `/ops schedules` lists them by their full names."));
        }
        return steer(caller, doing, meant.getFirst());
    }

    private Reply steer(Caller caller, Command.Schedules.Doing doing, Schedules.Timed timed) {
        var ref = new ServiceRef(timed.system().name(), timed.schedule().name());
        var action = new Action(
                "schedules", Risk.CHANGE, ref.system(), ref, caller.request().channelName());
        if (policy.decide(caller.catalog().access(), caller.actor(), action) instanceof Decision.Deny deny) {
            return denials.answer(caller, action, deny);
        }
        boolean pauses = doing == Command.Schedules.Doing.PAUSE;
        return deliveries.once(caller.request().delivery(), tx -> {
            store.define(
                    tx,
                    timed.name(),
                    timed.definition(),
                    timed.next(clock.instant()).orElse(null));
            store.pause(tx, timed.name(), pauses ? caller.actor().id() : null, clock.instant());
            audit.append(
                    tx,
                    journaled.request(caller, timed.name(), "ok"),
                    journaled.entry(
                            caller.actor().id(), "schedule", timed.name(), Map.of("doing", doing.word())));
            return new Reply.Private(Message.of(
                    pauses
                            ? "The schedule " + Mrkdwn.code(timed.name()) + " is paused until somebody resumes it."
                            : "The schedule " + Mrkdwn.code(timed.name()) + " goes on at its next time."));
        });
    }
}
