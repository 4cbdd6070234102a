package dev.opsdeck.flow;

import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Moment;
import dev.opsdeck.message.MaintenanceCard;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.routine.Window;
import dev.opsdeck.routine.WindowStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Plans, begins and ends maintenance. */
@Singleton
final class MaintenanceRequests {
    private static final String ACTION = "maintenance";

    /** Somebody who is early may begin. */
    private static final Duration EARLY = Duration.ofHours(1);

    private final WindowStore windows;
    private final MaintenanceCourse course;
    private final MaintenanceMode mode;
    private final Policy policy;
    private final Gate gate;
    private final Deliveries deliveries;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;

    MaintenanceRequests(
            WindowStore windows,
            MaintenanceCourse course,
            MaintenanceMode mode,
            Policy policy,
            Gate gate,
            Deliveries deliveries,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi,
            Clock clock) {
        this.windows = windows;
        this.course = course;
        this.mode = mode;
        this.policy = policy;
        this.gate = gate;
        this.deliveries = deliveries;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Reply handle(Caller caller, Command.Maintenance command) {
        return switch (command) {
            case Command.MaintenanceList(String system) -> list(caller, system);
            case Command.MaintenanceSchedule schedule ->
                of(caller, schedule.system(), system -> schedule(caller, schedule, system));
            case Command.MaintenanceStart start
            when start.emergency() != null -> of(caller, start.system(), system -> atOnce(caller, start, system));
            case Command.MaintenanceStart start -> begin(caller, start);
            case Command.MaintenanceEnd(String number, String system) ->
                changing(
                        caller,
                        number,
                        system,
                        window -> window.state() == Window.State.OPEN,
                        "No maintenance is open here. See `/ops maintenance list`.",
                        (tx, window) -> {
                            Window ended = course.end(tx, window, caller.actor().id());
                            return "Maintenance " + ended.id() + " is over and announced as such.";
                        });
            case Command.MaintenanceCancel(String number) ->
                changing(
                        caller,
                        number,
                        null,
                        window -> window.state() == Window.State.PLANNED,
                        "No maintenance with the number " + number + " is planned. See `/ops maintenance list`.",
                        (tx, window) -> {
                            course.cancel(tx, window, caller.actor().id());
                            return "Maintenance " + window.id() + " is called off and announced as such.";
                        });
        };
    }

    private interface OnSystem {
        Reply apply(ManagedSystem system);
    }

    /** The system that is named, or the channel's, for somebody who may. */
    private Reply of(Caller caller, @Nullable String named, OnSystem action) {
        List<ManagedSystem> systems = named == null
                ? caller.systemsHere()
                : Optional.ofNullable(caller.catalog().systems().get(named)).stream()
                        .toList();
        if (systems.size() != 1) {
            String all = String.join(", ", caller.catalog().systems().keySet());
            return new Reply.Private(
                    Message.of("Say which system, with --system=NAME. There is: " + Mrkdwn.escape(all) + "."));
        }
        ManagedSystem system = systems.getFirst();
        return gate.refusal(caller, ACTION, Risk.CHANGE, system.name()).orElseGet(() -> action.apply(system));
    }

    private Reply list(Caller caller, @Nullable String named) {
        List<ManagedSystem> systems = named == null
                ? caller.systemsHere()
                : Optional.ofNullable(caller.catalog().systems().get(named)).stream()
                        .toList();
        for (ManagedSystem system : systems) {
            Optional<Reply> refusal = gate.refusal(caller, ACTION, Risk.READ, system.name());
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        audit.record(journaled.request(caller, "", "ok")).join();
        List<Window> all = jdbi.withHandle(handle -> systems.stream()
                .flatMap(system -> windows.of(handle, system.name()).stream())
                .toList());
        return new Reply.Private(MaintenanceCard.list(all, clock.instant()));
    }

    private Reply schedule(Caller caller, Command.MaintenanceSchedule command, ManagedSystem system) {
        Instant now = clock.instant();
        Instant start = Moment.parse(command.start())
                .orElseThrow()
                .after(now, ZoneId.of(system.maintenance().zone()));
        boolean late = start.isBefore(now.plus(system.maintenance().notice()));
        if (start.isBefore(now)) {
            return no("It would begin in the past, " + Mrkdwn.time(start) + ".");
        }
        if (late && !(command.insist() && mayInsist(caller, system))) {
            return no(tooLate(caller, command, system, now));
        }
        var wanted = new WindowStore.NewWindow(
                system.name(),
                start,
                start.plus(command.span()),
                command.reason(),
                caller.actor().id(),
                late,
                false);
        return deliveries.once(caller.request().delivery(), tx -> {
            Optional<Window> other = overlapping(tx, wanted);
            if (other.isPresent()) {
                return no("Maintenance " + other.get().id() + " is planned for that time already, from "
                        + Mrkdwn.time(other.get().startsAt()) + " to "
                        + Mrkdwn.time(other.get().endsAt())
                        + ". Choose another time, or cancel it first.");
            }
            Window window = course.plan(tx, wanted);
            audit.append(tx, journaled.request(caller, system.name(), "maintenance " + window.id()));
            return new Reply.Private(Message.of("Maintenance " + window.id() + " of " + Mrkdwn.bold(system.title())
                    + " is planned and announced: " + Mrkdwn.time(window.startsAt()) + " to "
                    + Mrkdwn.time(window.endsAt()) + ". Call it off with "
                    + Mrkdwn.code("/ops maintenance cancel " + window.id()) + "."));
        });
    }

    private static Reply no(String why) {
        return new Reply.Private(Message.of("Nothing is planned. " + why));
    }

    private String tooLate(Caller caller, Command.MaintenanceSchedule command, ManagedSystem system, Instant now) {
        Duration notice = system.maintenance().notice();
        String who = String.join(" or ", insisting(caller.catalog().access(), system));
        String earliest = "Maintenance of " + Mrkdwn.bold(system.title()) + " is announced "
                + Durations.format(notice) + " ahead, so it can begin " + Mrkdwn.time(now.plus(notice))
                + " at the earliest. ";
        return earliest
                + (command.insist()
                        ? "Only the role " + Mrkdwn.escape(who) + " can insist on less, which you do not have."
                        : who.isEmpty()
                                ? ""
                                : "If it cannot wait, somebody with the role " + Mrkdwn.escape(who)
                                        + " can add --insist.");
    }

    private boolean mayInsist(Caller caller, ManagedSystem system) {
        AccessRules rules = caller.catalog().access();
        return insisting(rules, system).stream().anyMatch(role -> policy.hasRole(rules, caller.actor(), role));
    }

    /** The system's leads; where it names none, those whose consent changes need. */
    private static List<String> insisting(AccessRules rules, ManagedSystem system) {
        return system.leads().isEmpty()
                ? rules.rules().stream()
                        .map(AccessRules.Rule::approval)
                        .filter(Objects::nonNull)
                        .map(AccessRules.Approval::by)
                        .distinct()
                        .toList()
                : system.leads();
    }

    private Optional<Window> overlapping(Handle tx, WindowStore.NewWindow wanted) {
        return windows.of(tx, wanted.system()).stream()
                .filter(other -> other.startsAt().isBefore(wanted.endsAt())
                        && wanted.startsAt().isBefore(other.endsAt()))
                .findFirst();
    }

    private Reply atOnce(Caller caller, Command.MaintenanceStart command, ManagedSystem system) {
        Instant now = clock.instant();
        var begun = new AtomicReference<@Nullable Window>();
        Reply reply = deliveries.once(caller.request().delivery(), tx -> {
            if (windows.of(tx, system.name()).stream().anyMatch(window -> window.state() == Window.State.OPEN)) {
                return new Reply.Private(Message.of("Maintenance of " + Mrkdwn.bold(system.title())
                        + " is open already. See `/ops maintenance list`."));
            }
            Window window = course.planQuietly(
                    tx,
                    new WindowStore.NewWindow(
                            system.name(),
                            now,
                            now.plus(command.span()),
                            Objects.requireNonNull(command.emergency()),
                            caller.actor().id(),
                            true,
                            true));
            begun.set(course.begin(tx, window, caller.actor().id()));
            audit.append(tx, journaled.request(caller, system.name(), "maintenance " + window.id()));
            return new Reply.Private(Message.of("Emergency maintenance " + window.id()
                    + " has begun and is announced. Its alerts wait until you end it: `/ops maintenance end`."));
        });
        return withMode(caller, reply, begun.get());
    }

    private Reply begin(Caller caller, Command.MaintenanceStart command) {
        Instant soon = clock.instant().plus(EARLY);
        return changing(
                caller,
                command.number(),
                command.system(),
                window -> window.state() == Window.State.PLANNED
                        && (command.number() != null || window.startsAt().isBefore(soon)),
                "No maintenance is due here. See `/ops maintenance list`; what cannot wait begins with"
                        + " `/ops maintenance start --emergency=REASON`.",
                (tx, window) -> {
                    course.begin(tx, window, caller.actor().id());
                    return "Maintenance " + window.id() + " has begun and is announced. Its alerts wait until you end"
                            + " it: `/ops maintenance end`.";
                });
    }

    private Reply changing(
            Caller caller,
            @Nullable String number,
            @Nullable String system,
            Predicate<Window> fits,
            String none,
            BiFunction<Handle, Window, String> change) {
        List<ManagedSystem> systems = number != null
                ? List.copyOf(caller.catalog().systems().values())
                : caller.systemsHere().stream()
                        .filter(one -> system == null || one.name().equals(system))
                        .toList();
        List<Window> found = jdbi.withHandle(handle -> systems.stream()
                .flatMap(one -> windows.of(handle, one.name()).stream())
                .filter(fits)
                .filter(window -> number == null || number.equals(Long.toString(window.id())))
                .toList());
        if (found.size() != 1) {
            return new Reply.Private(found.isEmpty() ? Message.of(none) : MaintenanceCard.list(found, clock.instant()));
        }
        Window one = found.getFirst();
        return gate.refusal(caller, ACTION, Risk.CHANGE, one.system())
                .orElseGet(() -> change(caller, one.id(), fits, change));
    }

    private Reply change(Caller caller, long id, Predicate<Window> fits, BiFunction<Handle, Window, String> change) {
        var changed = new AtomicReference<@Nullable Window>();
        Reply reply = deliveries.once(caller.request().delivery(), tx -> {
            Window window = windows.lock(tx, id).orElseThrow();
            if (!fits.test(window)) {
                return new Reply.Private(Message.of("Somebody was faster. See `/ops maintenance list`."));
            }
            String words = change.apply(tx, window);
            audit.append(tx, journaled.request(caller, window.system(), "ok"));
            changed.set(windows.lock(tx, id).orElseThrow());
            return new Reply.Private(Message.of(words));
        });
        return withMode(caller, reply, changed.get());
    }

    /** @param changed null where nothing has changed now */
    private Reply withMode(Caller caller, Reply reply, @Nullable Window changed) {
        ManagedSystem system =
                changed == null ? null : caller.catalog().systems().get(changed.system());
        if (changed == null || system == null) {
            return reply;
        }
        return switch (changed.state()) {
            case OPEN ->
                mode.follow(caller, reply, changed, system.maintenance().modeOn());
            case ENDED ->
                mode.follow(caller, reply, changed, system.maintenance().modeOff());
            case PLANNED, CANCELLED -> reply;
        };
    }
}
