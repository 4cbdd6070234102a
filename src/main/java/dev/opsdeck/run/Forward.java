package dev.opsdeck.run;

import dev.opsdeck.plan.Conduct;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepExecutor;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one step of a run's plan, or finds out what became of it. */
@Singleton
final class Forward {
    private static final Logger LOG = LoggerFactory.getLogger(Forward.class);

    /** How many attempts that nobody saw the end of a step gets beyond its own, so that no run goes on for ever. */
    private static final int UNSETTLED_ATTEMPTS = 4;

    private final Journal journal;
    private final StepExecutor executor;
    private final Attempt attempt;
    private final Masking masking;

    Forward(Journal journal, StepExecutor executor, Attempt attempt, Masking masking) {
        this.journal = journal;
        this.executor = executor;
        this.attempt = attempt;
        this.masking = masking;
    }

    Progress.Next carryOut(Journal.Claim claim, StepRecord step, CountDownLatch stopping) {
        if (step.state() == StepState.FAILED) {
            return Progress.Next.NEXT;
        }
        var control = new WorkerControl(journal, claim, step, masking, stopping);
        if (step.state() == StepState.RUNNING) {
            Optional<Progress.Next> settled = settle(claim, step, control);
            if (settled.isPresent()) {
                return settled.get();
            }
        } else if (!holds(claim, step)) {
            return Progress.Next.NEXT;
        }
        return attempts(claim, step, stopping);
    }

    private Progress.Next attempts(Journal.Claim claim, StepRecord step, CountDownLatch stopping) {
        while (true) {
            if (journal.cancelRequested(claim.run().id())) {
                return stop(claim, RunState.CANCELLED, "Stopped before step " + (step.index() + 1) + ".");
            }
            Map<String, String> before;
            try {
                before = executor.before(step.step(), claim.run().id());
            } catch (TargetException e) {
                return fail(claim, step, Objects.requireNonNull(e.getMessage()));
            }
            StepRecord current = journal.intend(claim, step, before);
            Optional<Progress.Next> next =
                    once(claim, current, new WorkerControl(journal, claim, current, masking, stopping));
            if (next.isPresent()) {
                return next.get();
            }
        }
    }

    /** Whether the step's condition holds; when not, it is passed over. */
    private boolean holds(Journal.Claim claim, StepRecord step) {
        Conduct conduct = claim.run().plan().conduct(step.index());
        Optional<String> reason = journal.failedAmong(claim, conduct.unlessFailed())
                .map(failed -> "Not done, as step " + (failed + 1) + " failed.")
                .or(() -> conduct.conditions().stream()
                        .filter(when -> journal.result(claim, when.step()) != when.is())
                        .map(when ->
                                "Not needed: " + when.step() + " is " + word(journal.result(claim, when.step())) + ".")
                        .findFirst());
        reason.ifPresent(why -> journal.outcome(claim, step, StepState.SKIPPED, why, Map.of()));
        return reason.isEmpty();
    }

    private static String word(Conduct.Result result) {
        return result.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** One attempt; empty when another one may be made. */
    private Optional<Progress.Next> once(Journal.Claim claim, StepRecord step, WorkerControl control) {
        Outcome outcome = attempt.act(step, control);
        control.flush();
        return switch (outcome) {
            case Outcome.Done(String evidence, Map<String, String> results) ->
                Optional.of(done(claim, step, evidence, results));
            case Outcome.Failed failed -> failed(claim, step, failed, control);
            case Outcome.Interrupted(String reason) -> Optional.of(interrupted(claim, step, reason, control));
            case Outcome.Asks _ -> Optional.of(ask(claim, step));
            case Outcome.Unknown(String reason) -> {
                LOG.warn("Step {} of run {}: {}", step.index() + 1, claim.run().id(), reason);
                yield settle(claim, step, control);
            }
        };
    }

    private Progress.Next ask(Journal.Claim claim, StepRecord step) {
        journal.outcome(claim, step, StepState.ASKING, null, Map.of());
        return end(claim, RunState.ASKING, "Step " + (step.index() + 1) + " waits for a person.");
    }

    private Optional<Progress.Next> failed(
            Journal.Claim claim, StepRecord step, Outcome.Failed failed, WorkerControl control) {
        if (!failed.retryable() || step.attempt() >= step.step().attempts()) {
            return Optional.of(fail(claim, step, failed.reason()));
        }
        journal.progress(
                claim,
                step,
                "Attempt " + step.attempt() + " of " + step.step().attempts() + " failed: " + failed.reason());
        control.pause(Duration.ofSeconds(step.attempt()));
        return Optional.empty();
    }

    private Progress.Next interrupted(Journal.Claim claim, StepRecord step, String reason, WorkerControl control) {
        if (control.stopping()) {
            return Progress.Next.HANDED_OVER;
        }
        journal.outcome(claim, step, StepState.FAILED, masking.mask(reason), Map.of());
        return stop(claim, RunState.CANCELLED, "Stopped during step " + (step.index() + 1) + ".");
    }

    /** Finds out what became of a step whose outcome nobody recorded; empty when it may be done again. */
    private Optional<Progress.Next> settle(Journal.Claim claim, StepRecord step, WorkerControl control) {
        return switch (attempt.inspect(step, control, journal)) {
            case Finding.Happened(String evidence) -> Optional.of(done(claim, step, evidence, Map.of()));
            case Finding.DidNotHappen(String evidence) -> {
                if (!step.step().mayAlwaysBeginAgain()
                        && step.attempt() >= step.step().attempts() + UNSETTLED_ATTEMPTS) {
                    yield Optional.of(
                            fail(claim, step, "Begun " + step.attempt() + " times, never finished: " + evidence));
                }
                LOG.info(
                        "Step {} of run {} is done again: {}",
                        step.index() + 1,
                        claim.run().id(),
                        evidence);
                yield Optional.empty();
            }
            case Finding.UnderWay _ -> Optional.of(Progress.Next.HANDED_OVER);
            case Finding.CannotTell(String reason) -> {
                journal.outcome(claim, step, StepState.UNKNOWN, masking.mask(reason), Map.of());
                yield Optional.of(end(
                        claim,
                        RunState.ASKING,
                        "Nobody can tell whether step " + (step.index() + 1)
                                + " was done. Look, then say how to go on."));
            }
        };
    }

    private Progress.Next done(Journal.Claim claim, StepRecord step, String evidence, Map<String, String> results) {
        journal.outcome(claim, step, StepState.DONE, masking.mask(evidence), results);
        return Progress.Next.NEXT;
    }

    private Progress.Next fail(Journal.Claim claim, StepRecord step, String reason) {
        String masked = masking.mask(reason);
        journal.outcome(claim, step, StepState.FAILED, masked, Map.of());
        return switch (claim.run().plan().conduct(step.index()).onFailure()) {
            case CONTINUE -> Progress.Next.NEXT;
            case ASK -> end(claim, RunState.ASKING, masked + " Say how to go on.");
            case STOP -> stop(claim, RunState.FAILED, masked);
        };
    }

    /** Ends the run; where its plan says so, what was done is put back first. */
    private Progress.Next stop(Journal.Claim claim, RunState to, String reason) {
        if (!claim.run().plan().putsBack()) {
            return end(claim, to, reason);
        }
        return switch (journal.undoing(claim)) {
            case NOTHING -> end(claim, to, reason);
            case BACK -> {
                journal.reverse(claim, new Reversal(to, reason));
                yield Progress.Next.REVERSED;
            }
            case NEVER ->
                end(
                        claim,
                        RunState.ASKING,
                        reason + " Something was done before that cannot be undone, so nothing is put back by itself."
                                + " Say how to go on.");
        };
    }

    private Progress.Next end(Journal.Claim claim, RunState state, String note) {
        journal.move(claim, state, note);
        return Progress.Next.RUN_ENDED;
    }
}
