package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Policy;
import dev.opsdeck.access.Technical;
import dev.opsdeck.approval.ApprovalStore;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Schedule;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Entry;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.Named;
import dev.opsdeck.command.Parsed;
import dev.opsdeck.command.Terms;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.ScheduleCards;
import dev.opsdeck.message.Urgency;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Plans;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Examiner;
import dev.opsdeck.probe.Finding;
import dev.opsdeck.probe.Questions;
import dev.opsdeck.routine.ScheduleStore;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunStore;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What schedules ask for, decided, planned and put on record as what a person asks for. */
@Singleton
final class ScheduledRuns {
    private final LiveCatalog catalog;
    private final Grammar grammar;
    private final Naming naming;
    private final Policy policy;
    private final Authority authority;
    private final Plans plans;
    /** Asked for late: what wakes the scheduler for a new run is the scheduler that this is done by. */
    private final Provider<ChangeRequests> changes;

    private final RunStore runs;
    private final ApprovalStore approvals;
    private final RunCards cards;
    private final Examiner examiner;
    private final Outbox outbox;
    private final Jdbi jdbi;

    ScheduledRuns(
            LiveCatalog catalog,
            Grammar grammar,
            Naming naming,
            Policy policy,
            Authority authority,
            Plans plans,
            Provider<ChangeRequests> changes,
            RunStore runs,
            ApprovalStore approvals,
            RunCards cards,
            Examiner examiner,
            Outbox outbox,
            Jdbi jdbi) {
        this.catalog = catalog;
        this.grammar = grammar;
        this.naming = naming;
        this.policy = policy;
        this.authority = authority;
        this.plans = plans;
        this.changes = changes;
        this.runs = runs;
        this.approvals = approvals;
        this.cards = cards;
        this.examiner = examiner;
        this.outbox = outbox;
        this.jdbi = jdbi;
    }

    /** What was found out ahead of time. */
    sealed interface Ahead {
        /** @param run what waits for an approval; null when none is needed, or it will be refused */
        record Settled(@Nullable Long run) implements Ahead {}

        record Unknown(String reason) implements Ahead {}
    }

    /** @param run null when nothing runs, with the reason in the result */
    record Begun(String result, @Nullable Long run) {}

    /** What a schedule asks for, by whom and with whose consent. */
    private record Asked(Caller caller, Command.Change command, List<Requirement> requirements) {}

    /** Asks for the approval, where one is needed. The run waits for its time whenever it is given. */
    Ahead ahead(Schedules.Timed timed, ScheduleStore.Row row, Instant starts) {
        try {
            Asked asked = asked(timed, row);
            if (asked.requirements().isEmpty()) {
                return new Ahead.Settled(null);
            }
            changes.get().handle(asked.caller(), asked.command());
            Optional<Run> run =
                    newest(asked.caller(), row, starts.minus(timed.schedule().ahead()));
            run.ifPresent(waiting -> jdbi.useTransaction(tx -> {
                runs.notBefore(tx, waiting.id(), starts);
                approvals.decideUntil(tx, waiting.id(), starts);
                cards.show(tx, waiting, Urgency.FINAL);
            }));
            return new Ahead.Settled(run.map(Run::id).orElse(null));
        } catch (RefusedException e) {
            // It is said when its time has come: until then it may be put right.
            return new Ahead.Settled(null);
        } catch (TargetException e) {
            return new Ahead.Unknown(Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    /** Does now what the schedule asks for, unless it needs an approval that nobody gave ahead. */
    Begun begin(Schedules.Timed timed, ScheduleStore.Row row, Instant starts) {
        try {
            Asked asked = asked(timed, row);
            if (!asked.requirements().isEmpty()) {
                return new Begun("It needs an approval, and that must be given ahead of time.", null);
            }
            Reply reply = changes.get().handle(asked.caller(), asked.command());
            Optional<Run> run = newest(asked.caller(), row, starts);
            return run.map(begun -> new Begun("run", begun.id())).orElseGet(() -> new Begun(text(reply), null));
        } catch (RefusedException | TargetException e) {
            return new Begun(Objects.requireNonNullElse(e.getMessage(), ""), null);
        }
    }

    /** Looks at the check and posts what it finds; returns how bad it is. */
    String check(Schedules.Timed timed, ScheduleStore.Row row) {
        String check = Objects.requireNonNull(timed.schedule().check());
        List<Finding> findings = examiner.examine(
                        timed.system(), Questions.named(timed.system(), check).orElse(List.of()))
                .join();
        String channel = timed.system().channels().ops();
        if (channel != null && !findings.isEmpty()) {
            jdbi.useTransaction(tx -> outbox.post(
                    tx,
                    "schedule:" + timed.name() + ":" + row.due(),
                    channel,
                    ScheduleCards.check(timed.name(), findings),
                    null));
        }
        return findings.isEmpty()
                ? "nothing to check"
                : findings.getFirst().level().name().toLowerCase(java.util.Locale.ROOT);
    }

    private Asked asked(Schedules.Timed timed, ScheduleStore.Row row) {
        Catalog now = catalog.current();
        Command.Change command = command(timed);
        String text = grammar.canonical(command);
        String channel = timed.system().channels().ops();
        if (channel == null) {
            throw new RefusedException(timed.system().name() + " has no ops channel where it could be shown.");
        }
        var request = new Request("schedule:" + timed.name() + ":" + row.due(), "", channel, channel, text);
        Naming.Meant meant = naming.of(new Caller(request, Technical.schedule(timed.name(), ""), now), command);
        if (!(meant instanceof Naming.Meant.Clear(Command.Change full, List<ServiceRef> about))) {
            throw new RefusedException("What `" + text + "` is about is not in the catalog.");
        }
        var actor = Technical.schedule(timed.name(), role(timed, now, command, about, channel));
        var caller = new Caller(new Request(request.delivery(), actor.id(), channel, channel, text), actor, now);
        Plan plan = plans.plan(now, full);
        return switch (authority.decide(caller, plan)) {
            case Authority.Verdict.Denied denied ->
                throw new RefusedException(denied.deny().reason());
            case Authority.Verdict.Granted granted -> new Asked(caller, command, granted.requirements());
        };
    }

    /** The role that the schedule acts as; where none is written, as for backups, the first one that may do it. */
    private String role(
            Schedules.Timed timed, Catalog now, Command.Change command, List<ServiceRef> about, String channel) {
        if (timed.schedule().as() != null) {
            return timed.schedule().as();
        }
        Risk least = grammar.entry(command.action()).map(Entry::risk).orElse(Risk.DESTRUCTIVE);
        return about.stream()
                .map(ref -> new Action(command.action(), least, ref.system(), ref, channel))
                .flatMap(action -> policy.whoCould(now.access(), action).stream())
                .findFirst()
                .orElseThrow(() -> new RefusedException("No role may " + command.action() + " it."));
    }

    private Command.Change command(Schedules.Timed timed) {
        Schedule schedule = timed.schedule();
        var terms = new Terms("schedule " + timed.name(), false, true, false);
        if (schedule.run() != null) {
            Map<String, String> values = schedule.run().with();
            return new Command.Run(timed.system().name() + "/" + schedule.run().runbook(), values, terms);
        }
        String written = Objects.requireNonNullElse(schedule.command(), "");
        return switch (grammar.parse(written)) {
            case Parsed.Ok(Command.Change change, String _) ->
                change.with(change.named().stream().map(Named::typed).toList(), terms);
            case Parsed.Ok(Command other, String _) ->
                throw new RefusedException("`" + other.action() + "` changes nothing, so it cannot be scheduled.");
            case Parsed.Mistake(String message, var _, var _) ->
                throw new RefusedException("Its command `" + written + "` cannot be read: " + message);
        };
    }

    private Optional<Run> newest(Caller caller, ScheduleStore.Row row, Instant from) {
        long before = row.lastRun() == null ? 0 : row.lastRun();
        return jdbi.withHandle(tx -> runs.newestOf(tx, caller.actor().id()))
                .filter(run -> run.id() > before && !run.createdAt().isBefore(from));
    }

    private static String text(Reply reply) {
        return switch (reply) {
            case Reply.Private(Message message) -> message.text();
            case Reply.Refused(Message message) -> message.text();
            case Reply _ -> "Nothing came of it.";
        };
    }

    /** It will not be done, for a reason that somebody must put right. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
