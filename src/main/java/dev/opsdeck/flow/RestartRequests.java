package dev.opsdeck.flow;

import dev.opsdeck.approval.ApprovalStore;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.PlanCard;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Planner;
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

/** Turns "restart" into a run: decided, planned, and on record before Slack is answered. */
@Singleton
final class RestartRequests {
    private final Authority authority;
    private final Planner planner;
    private final Deliveries deliveries;
    private final RunStore runs;
    private final ApprovalStore approvals;
    private final RunCards cards;
    private final Names names;
    private final Denials denials;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Scheduling scheduling;
    private final Clock clock;

    RestartRequests(
            Authority authority,
            Planner planner,
            Deliveries deliveries,
            RunStore runs,
            ApprovalStore approvals,
            RunCards cards,
            Names names,
            Denials denials,
            AuditTrail audit,
            Journaled journaled,
            Scheduling scheduling,
            Clock clock) {
        this.authority = authority;
        this.planner = planner;
        this.deliveries = deliveries;
        this.runs = runs;
        this.approvals = approvals;
        this.cards = cards;
        this.names = names;
        this.denials = denials;
        this.audit = audit;
        this.journaled = journaled;
        this.scheduling = scheduling;
        this.clock = clock;
    }

    Reply handle(Caller caller, Command.Restart command) {
        return switch (names.services(caller, command.target())) {
            case Names.Services.Some(List<ServiceRef> services) -> request(caller, command, services);
            case Names.Services.NotClear(Message answer) -> new Reply.Private(answer);
        };
    }

    private Reply request(Caller caller, Command.Restart command, List<ServiceRef> services) {
        return switch (authority.decide(caller, command.action(), Risk.CHANGE, services)) {
            case Authority.Verdict.Denied denied -> denials.answer(caller, denied);
            case Authority.Verdict.Granted granted -> {
                Plan plan = planner.restart(caller.catalog(), services, command.rolling());
                yield command.dryRun() ? dryRun(caller, plan, granted) : put(caller, command, plan, granted);
            }
        };
    }

    private Reply dryRun(Caller caller, Plan plan, Authority.Verdict.Granted granted) {
        audit.record(journaled.request(caller, plan.system(), "dry-run")).join();
        return new Reply.Private(PlanCard.of(plan, granted.requirements()));
    }

    private Reply put(Caller caller, Command.Restart command, Plan plan, Authority.Verdict.Granted granted) {
        Reply reply = deliveries.once(caller.request().delivery(), tx -> {
            Run run = create(tx, caller, command, plan, granted);
            return new Reply.Private(Message.of(promise(run, granted)));
        });
        scheduling.wake();
        return reply;
    }

    private Run create(
            Handle tx, Caller caller, Command.Restart command, Plan plan, Authority.Verdict.Granted granted) {
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
                        command.reason(),
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
        String who = granted.requirements().stream().map(RestartRequests::words).collect(Collectors.joining(" and "));
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
