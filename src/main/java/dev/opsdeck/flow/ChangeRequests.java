package dev.opsdeck.flow;

import dev.opsdeck.approval.ApprovalStore;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Entry;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.PlanCard;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Plans;
import dev.opsdeck.run.NewRun;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Turns a command that changes something into a run: decided, planned, and on record before Slack is answered. */
@Singleton
final class ChangeRequests {
    private final Authority authority;
    private final Plans plans;
    private final Naming naming;
    private final Grammar grammar;
    private final Deliveries deliveries;
    private final RunStore runs;
    private final ApprovalStore approvals;
    private final RunCards cards;
    private final Denials denials;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Scheduling scheduling;
    private final Clock clock;

    ChangeRequests(
            Authority authority,
            Plans plans,
            Naming naming,
            Grammar grammar,
            Deliveries deliveries,
            RunStore runs,
            ApprovalStore approvals,
            RunCards cards,
            Denials denials,
            AuditTrail audit,
            Journaled journaled,
            Scheduling scheduling,
            Clock clock) {
        this.authority = authority;
        this.plans = plans;
        this.naming = naming;
        this.grammar = grammar;
        this.deliveries = deliveries;
        this.runs = runs;
        this.approvals = approvals;
        this.cards = cards;
        this.denials = denials;
        this.audit = audit;
        this.journaled = journaled;
        this.scheduling = scheduling;
        this.clock = clock;
    }

    Reply handle(Caller caller, Command.Change command) {
        return switch (naming.of(caller, command)) {
            case Naming.Meant.NotClear(Message answer) -> new Reply.Private(answer);
            case Naming.Meant.Clear(Command.Change full, List<ServiceRef> about) ->
                request(caller, command, full, about);
        };
    }

    private Reply request(Caller caller, Command.Change asked, Command.Change full, List<ServiceRef> about) {
        // Before anything is looked at for the plan: who may not do the least of it learns nothing about the target.
        if (authority.decide(caller, asked.action(), least(asked), about) instanceof Authority.Verdict.Denied denied) {
            return denials.answer(caller, denied);
        }
        Plan plan = plans.plan(caller.catalog(), full);
        return switch (authority.decide(caller, asked.action(), plan.risk(), plan.targets())) {
            case Authority.Verdict.Denied denied -> denials.answer(caller, denied);
            case Authority.Verdict.Granted granted ->
                asked.terms().dryRun() ? dryRun(caller, plan, granted) : put(caller, asked, plan, granted);
        };
    }

    private Risk least(Command.Change command) {
        return grammar.entry(command.action()).map(Entry::risk).orElse(Risk.DESTRUCTIVE);
    }

    private Reply dryRun(Caller caller, Plan plan, Authority.Verdict.Granted granted) {
        audit.record(journaled.request(caller, plan.system(), "dry-run")).join();
        return new Reply.Private(PlanCard.of(plan, granted.requirements()));
    }

    private Reply put(Caller caller, Command.Change command, Plan plan, Authority.Verdict.Granted granted) {
        Reply reply = deliveries.once(caller.request().delivery(), tx -> {
            Run run = create(tx, caller, command, plan, granted);
            return new Reply.Private(Message.of(promise(run, granted)));
        });
        scheduling.wake();
        return reply;
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
                        now));
        if (waits) {
            open(tx, run, granted, now);
        } else {
            TaskTable.schedule(tx, TaskTable.RUN, Long.toString(run.id()), now);
        }
        cards.show(tx, run, dev.opsdeck.message.Urgency.FINAL);
        audit.append(
                tx,
                journaled.request(caller, RunCards.target(run), "run"),
                journaled.entry(
                        caller.actor().id(),
                        "transition",
                        RunCards.target(run),
                        Map.of("run", run.id(), "to", run.state().name(), "digest", plan.digest())));
        return run;
    }

    private void open(Handle tx, Run run, Authority.Verdict.Granted granted, Instant now) {
        Instant expires = now.plus(granted.within());
        approvals.open(tx, run.id(), run.plan().digest(), granted.requirements(), expires);
        TaskTable.schedule(tx, Expiry.TASK, Long.toString(run.id()), expires);
    }

    private static String promise(Run run, Authority.Verdict.Granted granted) {
        if (granted.requirements().isEmpty()) {
            return "Run " + run.id() + " starts now; its card in this channel shows how it goes.";
        }
        String who = granted.requirements().stream().map(ChangeRequests::words).collect(Collectors.joining(" and "));
        return "Run " + run.id() + " needs the approval of " + who + " within " + words(granted.within())
                + ". The card is in this channel.";
    }

    private static String words(Requirement requirement) {
        return requirement.count() + " × " + requirement.role();
    }

    private static String words(Duration within) {
        return dev.opsdeck.message.Elapsed.words(within);
    }
}
