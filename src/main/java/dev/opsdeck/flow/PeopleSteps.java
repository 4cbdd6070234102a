package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Urgency;
import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.StepRecord;
import dev.opsdeck.run.StepState;
import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Takes what people say about the steps that a run leaves to them. */
@Singleton
final class PeopleSteps {
    private final RunStore runs;
    private final StepAnswers answers;
    private final Decisions decisions;
    private final Persons persons;
    private final Policy policy;
    private final RunCards cards;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    PeopleSteps(
            RunStore runs,
            StepAnswers answers,
            Decisions decisions,
            Persons persons,
            Policy policy,
            RunCards cards,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.runs = runs;
        this.answers = answers;
        this.decisions = decisions;
        this.persons = persons;
        this.policy = policy;
        this.cards = cards;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    /** @param index the step that the button was for */
    Reply answer(Handle tx, AccessRules rules, Actor actor, long id, int index, StepAnswers.Word word) {
        Run run = runs.lock(tx, id).orElse(null);
        StepRecord step = run == null ? null : run.asked().orElse(null);
        if (run == null || step == null || step.index() != index || step.state() != StepState.ASKING) {
            return tell("Run " + id + " does not ask that any more; somebody was faster.");
        }
        Optional<String> refusal = refusal(rules, actor, run, step, word);
        if (refusal.isPresent()) {
            return decisions.refused(tx, actor, run, word.name().toLowerCase(Locale.ROOT), refusal.get());
        }
        if (!answers.put(tx, id, index, new StepAnswers.Answer(actor.id(), actor.name(), word, clock.instant()))) {
            return tell("Your answer to step " + (index + 1) + " of run " + id + " is on record already.");
        }
        audit.append(
                tx,
                journaled.entry(
                        actor.id(),
                        "step-answer",
                        RunCards.target(run),
                        Map.of("run", id, "step", index + 1, "title", step.title(), "answer", word.name())));
        return missing(tx, rules, run, step, word) ? waiting(tx, run, step) : goOn(tx, actor, run, step);
    }

    private Optional<String> refusal(AccessRules rules, Actor actor, Run run, StepRecord step, StepAnswers.Word word) {
        boolean ofGate = word == StepAnswers.Word.APPROVE || word == StepAnswers.Word.DENY;
        return switch (step.step()) {
            case FlowStep.Gate gate
            when ofGate ->
                persons.standing(rules, actor, run, List.of(GateHandler.requirement(gate)))
                                instanceof Persons.Standing.Refused(String reason)
                        ? Optional.of(reason)
                        : Optional.empty();
            case FlowStep.Manual manual when !ofGate -> manual(rules, actor, run, manual.by());
            case Object _ -> Optional.of("This step does not ask that.");
        };
    }

    private Optional<String> manual(AccessRules rules, Actor actor, Run run, @Nullable String role) {
        if (role != null) {
            return policy.hasRole(rules, actor, role)
                    ? Optional.empty()
                    : Optional.of("This is for the role " + role + ", which you do not have.");
        }
        if (actor.id().equals(run.requester())) {
            return Optional.empty();
        }
        return Persons.actions(run).stream()
                .map(action -> policy.decide(rules, actor, action))
                .filter(Decision.Deny.class::isInstance)
                .map(decision -> ((Decision.Deny) decision).reason())
                .findFirst();
    }

    /** Whether more people must agree. */
    private boolean missing(Handle tx, AccessRules rules, Run run, StepRecord step, StepAnswers.Word word) {
        return word == StepAnswers.Word.APPROVE
                && step.step() instanceof FlowStep.Gate gate
                && answers.of(tx, run.id(), step.index()).size() < gate.count();
    }

    private Reply waiting(Handle tx, Run run, StepRecord step) {
        List<StepAnswers.Answer> given = answers.of(tx, run.id(), step.index());
        String names = given.stream().map(StepAnswers.Answer::name).collect(Collectors.joining(", "));
        runs.settle(tx, run.id(), step.index(), StepState.ASKING, "So far: " + names + ".", clock.instant());
        cards.show(tx, runs.find(tx, run.id()).orElseThrow(), Urgency.FINAL);
        return tell("Your consent is counted: " + given.size() + " so far. Run " + run.id() + " waits for the rest.");
    }

    /** The worker looks at the answers: it knows what a step's failure means for the run. */
    private Reply goOn(Handle tx, Actor actor, Run run, StepRecord step) {
        runs.settle(tx, run.id(), step.index(), StepState.PENDING, null, clock.instant());
        TaskTable.schedule(tx, TaskTable.RUN, Long.toString(run.id()), clock.instant());
        Run moved = runs.move(tx, run, RunState.QUEUED, null, clock.instant());
        cards.moved(tx, moved, run.state(), actor.id(), Map.of());
        return tell("Your answer is on record. Run " + run.id() + " goes on.");
    }

    private static Reply tell(String text) {
        return new Reply.Private(Message.of(text));
    }
}
