package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.StepRecord;
import dev.opsdeck.run.StepState;
import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Ends the waiting for people who do not answer: what is left to them counts as refused, and a run of which nobody says
 * how it goes on is given up, so that its targets are free again.
 */
@Singleton
final class AskingExpiry implements Timer {
    /** Name of the scheduled task; the instance is the run's number. */
    static final String TASK = "asking-expiry";

    private static final String ITSELF = "opsdeck";

    private final Jdbi jdbi;
    private final RunStore runs;
    private final StepAnswers answers;
    private final RunCards cards;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    AskingExpiry(
            Jdbi jdbi,
            RunStore runs,
            StepAnswers answers,
            RunCards cards,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.jdbi = jdbi;
        this.runs = runs;
        this.answers = answers;
        this.cards = cards;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    @Override
    public String task() {
        return TASK;
    }

    @Override
    public Optional<Instant> due(long id) {
        return jdbi.inTransaction(tx -> {
            Run run = runs.lock(tx, id).orElseThrow();
            Optional<Instant> until = run.asksUntil();
            if (until.isPresent() && !clock.instant().isBefore(until.get())) {
                expire(tx, run);
                return Optional.<Instant>empty();
            }
            return until;
        });
    }

    private void expire(Handle tx, Run run) {
        run.asked()
                .filter(step -> step.state() == StepState.ASKING && isForPeople(step))
                .ifPresentOrElse(step -> refuse(tx, run, step), () -> giveUp(tx, run));
    }

    private static boolean isForPeople(StepRecord step) {
        return step.undoes() == null
                && (step.step() instanceof FlowStep.Gate || step.step() instanceof FlowStep.Manual);
    }

    /** The worker looks at the answers: it knows what a step's failure means for the run. */
    private void refuse(Handle tx, Run run, StepRecord step) {
        Instant now = clock.instant();
        answers.put(tx, run.id(), step.index(), new StepAnswers.Answer(ITSELF, ITSELF, StepAnswers.Word.EXPIRE, now));
        audit.append(
                tx,
                journaled.entry(
                        ITSELF,
                        "step-expired",
                        RunCards.target(run),
                        Map.of("run", run.id(), "step", step.index() + 1, "title", step.title())));
        runs.settle(tx, run.id(), step.index(), StepState.PENDING, null, now);
        TaskTable.schedule(tx, TaskTable.RUN, Long.toString(run.id()), now);
        cards.moved(tx, runs.move(tx, run, RunState.QUEUED, null, now), run.state());
    }

    private void giveUp(Handle tx, Run run) {
        String note = "Nobody said in time how it goes on, so it is given up. What was done stays done: look at the"
                + " target. " + (run.note() == null ? "" : run.note());
        cards.moved(tx, runs.move(tx, run, RunState.FAILED, note.strip(), clock.instant()), run.state());
    }
}
