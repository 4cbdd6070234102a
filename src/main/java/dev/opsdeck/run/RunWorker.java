package dev.opsdeck.run;

import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepExecutor;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Executes runs, and goes on with those whose worker died. */
@Singleton
public final class RunWorker {
    private static final Logger LOG = LoggerFactory.getLogger(RunWorker.class);

    /** When to look again whether a run that waits for its targets may start; the run before wakes it, too. */
    /** Whoever ends wakes the next in line; this is for what nobody woke. */
    private static final Duration BLOCKED = Duration.ofSeconds(5);

    /** How many attempts that nobody saw the end of a step gets beyond its own, so that no run goes on for ever. */
    private static final int UNSETTLED_ATTEMPTS = 4;

    private final Journal journal;
    private final StartCheck startCheck;
    private final StepExecutor executor;
    private final Attempt attempt;
    private final Masking masking;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** How the execution of a run ended for this worker. */
    public sealed interface Result {
        /** Nothing more to do for now. */
        record Finished() implements Result {}

        /** To be called again after that time, here or on another replica. */
        record Again(Duration after) implements Result {}
    }

    RunWorker(Journal journal, StartCheck startCheck, StepExecutor executor, Attempt attempt, Masking masking) {
        this.journal = journal;
        this.startCheck = startCheck;
        this.executor = executor;
        this.attempt = attempt;
        this.masking = masking;
    }

    /** Takes the run as far as it goes. Safe to call at any time, for any run, on any replica. */
    public Result execute(long id) {
        try (var _ = MDC.putCloseable("run", Long.toString(id))) {
            Optional<Run> run = journal.find(id);
            return run.isEmpty() ? new Result.Finished() : execute(run.get());
        } catch (Superseded e) {
            LOG.info("Stopped: {}", e.getMessage());
            return new Result.Finished();
        }
    }

    /** Ends waiting steps and takes no new ones: what is not finished is handed over. */
    public void stop() {
        stopping.countDown();
    }

    private Result execute(Run run) {
        return switch (run.state()) {
            case QUEUED -> begin(run);
            case RUNNING -> journal.takeOver(run.id()).map(this::perform).orElseGet(Result.Finished::new);
            case WAITING, ASKING, SUCCEEDED, FAILED, CANCELLED, DENIED, EXPIRED, WITHDRAWN, VOIDED ->
                new Result.Finished();
        };
    }

    private Result begin(Run run) {
        if (journal.blocked(run)) {
            return new Result.Again(BLOCKED);
        }
        if (run.startedAt() == null) {
            switch (startCheck.check(run)) {
                case StartCheck.Verdict.Go _ -> {}
                case StartCheck.Verdict.Void(String reason, List<String> drift) -> {
                    journal.refuse(run.id(), RunState.VOIDED, reason, drift);
                    return new Result.Finished();
                }
                case StartCheck.Verdict.Fail(String reason) -> {
                    journal.refuse(run.id(), RunState.FAILED, reason, List.of());
                    return new Result.Finished();
                }
            }
        }
        return switch (journal.start(run.id())) {
            case Journal.Start.Started(var claim) -> perform(claim);
            case Journal.Start.Blocked _ -> new Result.Again(BLOCKED);
            case Journal.Start.Gone _ -> new Result.Finished();
        };
    }

    private Result perform(Journal.Claim claim) {
        for (StepRecord step : claim.run().steps()) {
            if (step.state() == StepState.DONE) {
                continue;
            }
            if (stopping.getCount() == 0) {
                return new Result.Again(Duration.ZERO);
            }
            switch (carryOut(claim, step)) {
                case NEXT -> {}
                case HANDED_OVER -> {
                    return new Result.Again(Duration.ZERO);
                }
                case RUN_ENDED -> {
                    return new Result.Finished();
                }
            }
        }
        journal.move(claim, RunState.SUCCEEDED, null);
        return new Result.Finished();
    }

    private enum Next {
        NEXT,
        RUN_ENDED,
        HANDED_OVER
    }

    private Next carryOut(Journal.Claim claim, StepRecord step) {
        StepRecord current = step;
        if (current.state() == StepState.RUNNING) {
            Optional<Next> settled = settle(claim, current);
            if (settled.isPresent()) {
                return settled.get();
            }
        }
        while (true) {
            if (journal.cancelRequested(claim.run().id())) {
                return end(claim, RunState.CANCELLED, "Stopped before step " + (step.index() + 1) + ".");
            }
            Map<String, String> before;
            try {
                before = executor.before(step.step());
            } catch (TargetException e) {
                return fail(claim, current, Objects.requireNonNull(e.getMessage()));
            }
            current = journal.intend(claim, step, before);
            Optional<Next> next = once(claim, current);
            if (next.isPresent()) {
                return next.get();
            }
        }
    }

    /** One attempt; empty when another one may be made. */
    private Optional<Next> once(Journal.Claim claim, StepRecord step) {
        var control = control(claim, step);
        Outcome outcome = attempt.act(step, control);
        control.flush();
        return switch (outcome) {
            case Outcome.Done(String evidence) -> Optional.of(done(claim, step, evidence));
            case Outcome.Failed failed -> failed(claim, step, failed, control);
            case Outcome.Interrupted(String reason) -> Optional.of(interrupted(claim, step, reason));
            case Outcome.Unknown(String reason) -> {
                LOG.warn("Step {} of run {}: {}", step.index() + 1, claim.run().id(), reason);
                yield settle(claim, step);
            }
        };
    }

    private Optional<Next> failed(Journal.Claim claim, StepRecord step, Outcome.Failed failed, WorkerControl control) {
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

    private Next interrupted(Journal.Claim claim, StepRecord step, String reason) {
        if (stopping.getCount() == 0) {
            return Next.HANDED_OVER;
        }
        journal.outcome(claim, step, StepState.FAILED, masking.mask(reason));
        return end(claim, RunState.CANCELLED, "Stopped during step " + (step.index() + 1) + ".");
    }

    /** Finds out what became of a step whose outcome nobody recorded; empty when it may be done again. */
    private Optional<Next> settle(Journal.Claim claim, StepRecord step) {
        return switch (attempt.inspect(step, control(claim, step), journal)) {
            case Finding.Happened(String evidence) -> Optional.of(done(claim, step, evidence));
            case Finding.DidNotHappen(String evidence) -> {
                if (step.attempt() >= step.step().attempts() + UNSETTLED_ATTEMPTS) {
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
            case Finding.UnderWay _ -> Optional.of(Next.HANDED_OVER);
            case Finding.CannotTell(String reason) -> {
                journal.outcome(claim, step, StepState.UNKNOWN, masking.mask(reason));
                yield Optional.of(end(
                        claim,
                        RunState.ASKING,
                        "Nobody can tell whether step " + (step.index() + 1)
                                + " was done. Look, then say how to go on."));
            }
        };
    }

    private Next done(Journal.Claim claim, StepRecord step, String evidence) {
        journal.outcome(claim, step, StepState.DONE, masking.mask(evidence));
        return Next.NEXT;
    }

    private Next fail(Journal.Claim claim, StepRecord step, String reason) {
        String masked = masking.mask(reason);
        journal.outcome(claim, step, StepState.FAILED, masked);
        return end(claim, RunState.FAILED, masked);
    }

    private Next end(Journal.Claim claim, RunState state, String note) {
        journal.move(claim, state, note);
        return Next.RUN_ENDED;
    }

    private WorkerControl control(Journal.Claim claim, StepRecord step) {
        return new WorkerControl(journal, claim, step, masking, stopping);
    }
}
