package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Urgency;
import dev.opsdeck.plan.Undo;
import dev.opsdeck.run.Reversal;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.StepState;
import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stops runs, and says how those go on that nobody but a person can judge. */
@Singleton
final class Steering {
    private final RunStore runs;
    private final StepAnswers answers;
    private final Decisions decisions;
    private final Policy policy;
    private final RunCards cards;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    Steering(
            RunStore runs,
            StepAnswers answers,
            Decisions decisions,
            Policy policy,
            RunCards cards,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.runs = runs;
        this.answers = answers;
        this.decisions = decisions;
        this.policy = policy;
        this.cards = cards;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    /** How a person settles a step of which nobody knows whether it was done. */
    enum Settlement {
        RETRY,
        DONE,
        /** Goes on without the step that failed. */
        SKIP,
        /** Puts back what was done before. */
        PUT_BACK,
        GIVE_UP
    }

    Reply cancel(Handle tx, AccessRules rules, Actor actor, long id) {
        Run run = runs.lock(tx, id).orElse(null);
        if (run == null) {
            return tell("There is no run " + id + ". `/ops runs` lists the newest.");
        }
        if (run.state().ended()) {
            return tell("Run " + id + " has ended already (" + word(run.state()) + "); nothing was stopped.");
        }
        Optional<String> refusal = refusal(rules, actor, run, "cancel");
        if (refusal.isPresent()) {
            return decisions.refused(tx, actor, run, "cancel", refusal.get());
        }
        return switch (run.state()) {
            case WAITING -> waiting(tx, rules, actor, run);
            case QUEUED -> end(tx, actor, run);
            case ASKING ->
                run.plan().putsBack() && run.undoing() == Undo.BACK ? putBack(tx, actor, run) : end(tx, actor, run);
            case RUNNING -> interrupt(tx, actor, run);
            case SUCCEEDED, FAILED, CANCELLED, DENIED, EXPIRED, WITHDRAWN, VOIDED ->
                throw new IllegalStateException("ended runs are answered above");
        };
    }

    private Reply waiting(Handle tx, AccessRules rules, Actor actor, Run run) {
        return actor.id().equals(run.requester())
                ? decisions.withdraw(tx, actor, run.id())
                : decisions.deny(tx, rules, actor, run.id(), "Cancelled by " + actor.name() + ".");
    }

    private Reply end(Handle tx, Actor actor, Run run) {
        runs.requestCancel(tx, run.id(), actor.id());
        Run moved = runs.move(tx, run, RunState.CANCELLED, null, clock.instant());
        cards.moved(tx, moved, run.state(), actor.id(), Map.of());
        return tell("Run " + run.id() + " is cancelled.");
    }

    private Reply putBack(Handle tx, Actor actor, Run run) {
        runs.requestCancel(tx, run.id(), actor.id());
        runs.reverse(tx, run.id(), new Reversal(RunState.CANCELLED, "Stopped by " + actor.name() + "."));
        return goOn(tx, actor, run, StepState.SKIPPED, null, Map.of(), "what was done is put back");
    }

    private Reply interrupt(Handle tx, Actor actor, Run run) {
        if (run.cancelRequestedBy() != null) {
            return tell("Run " + run.id() + " is being stopped already.");
        }
        runs.requestCancel(tx, run.id(), actor.id());
        cards.show(tx, runs.find(tx, run.id()).orElseThrow(), Urgency.PROGRESS);
        audit.append(tx, journaled.entry(actor.id(), "cancel", RunCards.target(run), Map.of("run", run.id())));
        return tell("Run " + run.id() + " stops at the next safe point: a wait ends at once, a step that is being done"
                + " is finished first.");
    }

    Reply settle(Handle tx, AccessRules rules, Actor actor, long id, Settlement settlement) {
        Run run = runs.lock(tx, id).orElse(null);
        if (run == null || run.state() != RunState.ASKING) {
            return tell("Run " + id + " does not ask any more; somebody was faster.");
        }
        Optional<String> refusal = refusal(rules, actor, run, "settle");
        if (refusal.isPresent()) {
            return decisions.refused(tx, actor, run, "settle", refusal.get());
        }
        Map<String, ?> detail = Map.of("settlement", settlement.name());
        String by = " by " + actor.name() + ".";
        return switch (settlement) {
            case RETRY -> again(tx, actor, run, detail);
            case DONE ->
                goOn(tx, actor, run, StepState.DONE, "Counted as done" + by, detail, "the step is counted as done");
            case SKIP -> goOn(tx, actor, run, StepState.FAILED, "Passed over" + by, detail, "without the step");
            case PUT_BACK -> {
                runs.reverse(tx, id, new Reversal(RunState.FAILED, "Stopped" + by));
                yield goOn(tx, actor, run, StepState.FAILED, null, detail, "what was done is put back");
            }
            case GIVE_UP -> {
                Run moved = runs.move(tx, run, RunState.FAILED, "Given up by " + actor.name() + ".", clock.instant());
                cards.moved(tx, moved, run.state(), actor.id(), detail);
                yield tell("Run " + id + " is given up. What was done stays done.");
            }
        };
    }

    private Reply again(Handle tx, Actor actor, Run run, Map<String, ?> detail) {
        run.asked().ifPresent(step -> answers.forget(tx, run.id(), step.index()));
        return goOn(tx, actor, run, StepState.PENDING, null, detail, "the step is tried again");
    }

    private Reply goOn(
            Handle tx,
            Actor actor,
            Run run,
            StepState stepState,
            @Nullable String note,
            Map<String, ?> detail,
            String how) {
        run.asked().ifPresent(step -> runs.settle(tx, run.id(), step.index(), stepState, note, clock.instant()));
        TaskTable.schedule(tx, TaskTable.RUN, Long.toString(run.id()), clock.instant());
        Run moved = runs.move(tx, run, RunState.QUEUED, null, clock.instant());
        cards.moved(tx, moved, run.state(), actor.id(), detail);
        return tell("Run " + run.id() + " goes on: " + how + ".");
    }

    /** The requester may always stop his own run; others need to be allowed to do the same command. */
    private Optional<String> refusal(AccessRules rules, Actor actor, Run run, String what) {
        if (what.equals("cancel") && actor.id().equals(run.requester())) {
            return Optional.empty();
        }
        List<Action> actions = Persons.actions(run);
        return actions.stream()
                .map(action -> policy.decide(rules, actor, action))
                .filter(Decision.Deny.class::isInstance)
                .map(decision -> ((Decision.Deny) decision).reason())
                .findFirst();
    }

    private static String word(RunState state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Reply tell(String text) {
        return new Reply.Private(Message.of(text));
    }
}
