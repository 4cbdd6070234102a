package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Entry;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.message.BusyCard;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.PlanCard;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Plans;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunStore;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final RunOpening opening;
    private final Freezes freezes;
    private final BreakGlass breakGlass;
    private final Denials denials;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Provider<Scheduling> scheduling;
    private final Clock clock;

    ChangeRequests(
            Authority authority,
            Plans plans,
            Naming naming,
            Grammar grammar,
            Deliveries deliveries,
            RunStore runs,
            RunOpening opening,
            Freezes freezes,
            BreakGlass breakGlass,
            Denials denials,
            AuditTrail audit,
            Journaled journaled,
            Provider<Scheduling> scheduling,
            Clock clock) {
        this.authority = authority;
        this.plans = plans;
        this.naming = naming;
        this.grammar = grammar;
        this.deliveries = deliveries;
        this.runs = runs;
        this.opening = opening;
        this.freezes = freezes;
        this.breakGlass = breakGlass;
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
        return switch (authority.decide(caller, plan)) {
            case Authority.Verdict.Denied denied -> denials.answer(caller, denied);
            case Authority.Verdict.Granted granted ->
                asked.terms().dryRun() ? dryRun(caller, plan, granted) : granted(caller, asked, plan, granted);
        };
    }

    private Reply granted(Caller caller, Command.Change asked, Plan plan, Authority.Verdict.Granted granted) {
        if (asked.terms().breakGlass()) {
            return breakGlass
                    .objection(caller, asked.terms())
                    .map(reason -> refused(caller, plan, reason))
                    .orElseGet(() -> put(caller, asked, plan, Authority.Verdict.Granted.FREELY));
        }
        return freezes.objection(caller.catalog(), caller.actor(), plan.system())
                .map(reason -> refused(caller, plan, reason))
                .orElseGet(() -> put(caller, asked, plan, granted));
    }

    private Reply refused(Caller caller, Plan plan, String reason) {
        audit.record(journaled.entry(
                        caller.actor().id(),
                        "denied",
                        plan.system(),
                        Map.of("text", caller.request().text(), "reason", reason)))
                .join();
        return new Reply.Refused(Message.of(reason));
    }

    private Risk least(Command.Change command) {
        return grammar.entry(command.action()).map(Entry::risk).orElse(Risk.DESTRUCTIVE);
    }

    private Reply dryRun(Caller caller, Plan plan, Authority.Verdict.Granted granted) {
        audit.record(journaled.request(caller, plan.system(), "dry-run")).join();
        return new Reply.Private(PlanCard.of(plan, granted.requirements()));
    }

    private Reply put(Caller caller, Command.Change command, Plan plan, Authority.Verdict.Granted granted) {
        return deliveries.once(caller.request().delivery(), tx -> {
            Optional<Run> busy = command.terms().waits() ? Optional.empty() : runs.busy(tx, plan);
            if (busy.isPresent()) {
                return offerToWait(tx, caller, busy.get());
            }
            tx.afterCommit(() -> scheduling.get().wake());
            return opening.open(tx, caller, command, plan, granted);
        });
    }

    /** One change per target at a time: nothing is queued behind another without the person's knowing. */
    private Reply offerToWait(Handle tx, Caller caller, Run busy) {
        audit.append(tx, journaled.request(caller, RunCards.target(busy), "busy"));
        return new Reply.Private(BusyCard.of(busy, caller.request().text() + " --wait", clock.instant()));
    }
}
