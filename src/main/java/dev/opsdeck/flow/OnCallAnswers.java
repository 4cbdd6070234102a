package dev.opsdeck.flow;

import dev.opsdeck.access.Directory;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Rotation;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Moment;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.OnCallCard;
import dev.opsdeck.oncall.Cover;
import dev.opsdeck.oncall.CoverStore;
import dev.opsdeck.oncall.Roster;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Answers who is on call, and lets somebody else stand in. */
@Singleton
final class OnCallAnswers {
    private static final String CONTACTS = "external";

    private final Callees callees;
    private final CoverStore covers;
    private final Directory directory;
    private final Names names;
    private final Gate gate;
    private final Deliveries deliveries;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;

    OnCallAnswers(
            Callees callees,
            CoverStore covers,
            Directory directory,
            Names names,
            Gate gate,
            Deliveries deliveries,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi,
            Clock clock) {
        this.callees = callees;
        this.covers = covers;
        this.directory = directory;
        this.names = names;
        this.gate = gate;
        this.deliveries = deliveries;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Reply onCall(Caller caller, Command.OnCall command) {
        String typed = command.system();
        boolean contactsOnly =
                CONTACTS.equalsIgnoreCase(typed) && !caller.catalog().systems().containsKey(CONTACTS);
        return switch (names.scope(caller, contactsOnly ? null : typed)) {
            case Names.Scope.NotClear(Message answer) -> new Reply.Private(answer);
            case Names.Scope.Systems(List<ManagedSystem> systems, var _) -> {
                for (ManagedSystem system : systems) {
                    Optional<Reply> refusal = gate.refusal(caller, command.action(), Risk.READ, system.name());
                    if (refusal.isPresent()) {
                        yield refusal.get();
                    }
                }
                audit.record(journaled.request(
                                caller, systems.size() == 1 ? systems.getFirst().name() : "", "ok"))
                        .join();
                yield new Reply.Private(OnCallCard.of(systems.stream()
                        .map(system -> duty(system, contactsOnly))
                        .toList()));
            }
        };
    }

    private OnCallCard.Duty duty(ManagedSystem system, boolean contactsOnly) {
        Instant now = clock.instant();
        List<OnCallCard.Line> lines = contactsOnly
                ? List.of()
                : system.onCall().values().stream()
                        .map(rotation -> line(system, rotation, now))
                        .toList();
        return new OnCallCard.Duty(system, lines, contactsOnly ? List.of() : system.escalation());
    }

    private OnCallCard.Line line(ManagedSystem system, Rotation rotation, Instant now) {
        Roster roster = callees.roster(system.name(), rotation);
        return new OnCallCard.Line(
                rotation, roster, roster.at(now).orElse(null), roster.next(now).orElse(null), now);
    }

    Reply cover(Caller caller, Command.Cover command) {
        return switch (names.thing(caller, command.rotation(), Section.ROTATIONS)) {
            case Names.Thing.NotClear<Rotation>(Message answer) -> new Reply.Private(answer);
            case Names.Thing.One<Rotation>(Found.One<Rotation> found) ->
                gate.refusal(
                                caller,
                                command.action(),
                                Risk.CHANGE,
                                found.system().name())
                        .orElseGet(() -> cover(caller, command, found.system(), found.thing()));
        };
    }

    private Reply cover(Caller caller, Command.Cover command, ManagedSystem system, Rotation rotation) {
        Instant now = clock.instant();
        ZoneId zone = ZoneId.of(rotation.zone());
        Instant from = command.from() == null ? now : moment(command.from()).after(now, zone);
        Instant until = moment(command.until()).after(from, zone);
        String person = directory.find(command.person()).orElse(null);
        String wrong = wrong(command, person, from, until, now);
        if (person == null || wrong != null) {
            return new Reply.Private(Message.of(String.valueOf(wrong)));
        }
        return deliveries.once(caller.request().delivery(), tx -> {
            Cover cover = covers.add(
                    tx,
                    system.name(),
                    rotation.name(),
                    person,
                    from,
                    until,
                    caller.actor().id(),
                    now);
            audit.append(
                    tx,
                    journaled.request(caller, system.name(), "override " + cover.id()),
                    journaled.entry(
                            caller.actor().id(),
                            "on-call-override",
                            system.name(),
                            Map.of(
                                    "rotation", rotation.name(),
                                    "person", person,
                                    "from", from.toString(),
                                    "until", until.toString())));
            return new Reply.Private(Message.of(Mrkdwn.user(person) + " is on call for "
                    + Mrkdwn.code(system.name() + "/" + rotation.name()) + " from " + Mrkdwn.time(from) + " until "
                    + Mrkdwn.time(until) + ". Take it back with " + Mrkdwn.code("/ops oncall cancel " + cover.id())
                    + "."));
        });
    }

    private static Moment moment(String typed) {
        return Moment.parse(typed).orElseThrow();
    }

    private static @Nullable String wrong(
            Command.Cover command, @Nullable String person, Instant from, Instant until, Instant now) {
        if (person == null) {
            return "Nobody in the workspace is called " + Mrkdwn.code(command.person()) + ".";
        }
        if (!until.isAfter(from)) {
            return "It would end, " + Mrkdwn.time(until) + ", before it begins, " + Mrkdwn.time(from) + ".";
        }
        return until.isAfter(now) ? null : "It would have ended already, " + Mrkdwn.time(until) + ".";
    }

    Reply cancel(Caller caller, Command.CoverCancel command) {
        Instant now = clock.instant();
        long id = Long.parseLong(command.number());
        Cover cover = jdbi.withHandle(handle -> covers.find(handle, id, now)).orElse(null);
        if (cover == null) {
            return new Reply.Private(
                    Message.of("There is no override " + id + " that could be taken back. See `/ops oncall`."));
        }
        return gate.refusal(caller, command.action(), Risk.CHANGE, cover.system())
                .orElseGet(() -> deliveries.once(caller.request().delivery(), tx -> {
                    covers.withdraw(tx, id, now);
                    audit.append(tx, journaled.request(caller, cover.system(), "override " + id + " taken back"));
                    return new Reply.Private(Message.of("Override " + id + " is taken back: "
                            + Mrkdwn.user(cover.person()) + " is not on call in its place any more."));
                }));
    }
}
