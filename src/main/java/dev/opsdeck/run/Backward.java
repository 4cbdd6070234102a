package dev.opsdeck.run;

import dev.opsdeck.plan.Outcome;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Puts back what one step did. Nobody can cancel this: half put back is worse than either end. */
@Singleton
final class Backward {
    private static final int ATTEMPTS = 3;

    private final Journal journal;
    private final Attempt attempt;
    private final Masking masking;

    Backward(Journal journal, Attempt attempt, Masking masking) {
        this.journal = journal;
        this.attempt = attempt;
        this.masking = masking;
    }

    Progress.Next carryOut(Journal.Claim claim, StepRecord step, CountDownLatch stopping) {
        while (true) {
            StepRecord current = journal.intend(claim, step, Map.of());
            var control = WorkerControl.uncancellable(journal, claim, current, masking, stopping);
            Outcome outcome = attempt.undo(current, journal.before(claim, current), control);
            control.flush();
            switch (outcome) {
                case Outcome.Done(String evidence, Map<String, String> results) -> {
                    journal.outcome(claim, current, StepState.DONE, masking.mask(evidence), results);
                    return Progress.Next.NEXT;
                }
                case Outcome.Interrupted _
                when control.stopping() -> {
                    return Progress.Next.HANDED_OVER;
                }
                case Outcome.Failed(String reason, boolean retryable)
                when retryable && current.attempt() < ATTEMPTS -> {
                    journal.progress(claim, current, masking.mask("Once more after: " + reason));
                    control.rest(Duration.ofSeconds(current.attempt()));
                }
                case Outcome.Failed(String reason, boolean _) -> {
                    return ask(claim, current, reason);
                }
                case Outcome.Unknown(String reason) -> {
                    return ask(claim, current, reason);
                }
                case Outcome.Interrupted(String reason) -> {
                    return ask(claim, current, reason);
                }
                case Outcome.Asks _ -> {
                    return ask(claim, current, "It must be put back by hand.");
                }
            }
        }
    }

    private Progress.Next ask(Journal.Claim claim, StepRecord step, String reason) {
        journal.outcome(claim, step, StepState.UNKNOWN, masking.mask(reason), Map.of());
        journal.move(
                claim,
                RunState.ASKING,
                "It could not be put back what step " + (step.undoes() == null ? 0 : step.undoes() + 1)
                        + " did. Look, then say how to go on.");
        return Progress.Next.RUN_ENDED;
    }
}
