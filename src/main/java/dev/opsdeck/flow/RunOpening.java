package dev.opsdeck.flow;

import dev.opsdeck.approval.ApprovalStore;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.Elapsed;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Urgency;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.run.NewRun;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Puts a run on record, with everything that must be there when Slack is answered. */
@Singleton
final class RunOpening {
    private final RunStore runs;
    private final ApprovalStore approvals;
    private final RunCards cards;
    private final BreakGlass breakGlass;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    RunOpening(
            RunStore runs,
            ApprovalStore approvals,
            RunCards cards,
            BreakGlass breakGlass,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.runs = runs;
        this.approvals = approvals;
        this.cards = cards;
        this.breakGlass = breakGlass;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    /** Puts the run with its card, approval and audit entries on record, and says what happens next. */
    Reply open(Handle tx, Caller caller, Command.Change command, Plan plan, Authority.Verdict.Granted granted) {
        Run run = create(tx, caller, command, plan, granted);
        if (run.breakGlass()) {
            breakGlass.tell(tx, caller, run);
        }
        return new Reply.Private(Message.of(promise(run, granted)));
    }

    private Run create(Handle tx, Caller caller, Command.Change command, Plan plan, Authority.Verdict.Granted granted) {
        boolean waits = !granted.requirements().isEmpty();
        Request request = caller.request();
        Instant now = clock.instant();
        Run run = runs.create(
                tx,
                new NewRun(
                        waits ? RunState.WAITING : RunState.QUEUED,
                        caller.actor().id(),
                        caller.actor().name(),
                        request.channel(),
                        request.channelName(),
                        request.text(),
                        command.terms().reason(),
                        plan,
                        command.terms().breakGlass(),
                        now));
        if (waits) {
            ask(tx, run, granted, now);
        } else {
            TaskTable.schedule(tx, TaskTable.RUN, Long.toString(run.id()), now);
        }
        cards.show(tx, run, Urgency.FINAL);
        audit.append(
                tx,
                journaled.request(caller, RunCards.target(run), run.breakGlass() ? "break-glass" : "run"),
                journaled.entry(
                        caller.actor().id(),
                        "transition",
                        RunCards.target(run),
                        Map.of("run", run.id(), "to", run.state().name(), "digest", plan.digest())));
        return run;
    }

    private void ask(Handle tx, Run run, Authority.Verdict.Granted granted, Instant now) {
        Instant expires = now.plus(granted.within());
        approvals.open(tx, run.id(), run.plan().digest(), granted.requirements(), expires);
        TaskTable.schedule(tx, Expiry.TASK, Long.toString(run.id()), expires);
    }

    private static String promise(Run run, Authority.Verdict.Granted granted) {
        if (granted.requirements().isEmpty()) {
            return "Run " + run.id() + " starts now; its card in this channel shows how it goes.";
        }
        String who = granted.requirements().stream().map(RunOpening::words).collect(Collectors.joining(" and "));
        return "Run " + run.id() + " needs the approval of " + who + " within " + words(granted.within())
                + ". The card is in this channel.";
    }

    private static String words(Requirement requirement) {
        return requirement.count() + " × " + requirement.role();
    }

    private static String words(Duration within) {
        return Elapsed.words(within);
    }
}
