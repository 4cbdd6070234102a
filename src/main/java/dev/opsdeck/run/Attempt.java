package dev.opsdeck.run;

import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.StepExecutor;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one step within its time, and finds out what became of it when its outcome is not known. */
@Singleton
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** What a step gets beyond its time before it is interrupted: it should have noticed by itself. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final StepExecutor executor;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Attempt(StepExecutor executor) {
        this.executor = executor;
    }

    /** Acts; the intent is on record. */
    Outcome act(StepRecord record, WorkerControl control) {
        return within(record.step(), () -> executor.act(record.step(), record.before(), control));
    }

    /** Puts back; the intent is on record. */
    Outcome undo(StepRecord record, Map<String, String> before, WorkerControl control) {
        return within(record.step(), () -> executor.undo(record.step(), before, control));
    }

    private Outcome within(Step step, Callable<Outcome> action) {
        Future<Outcome> doing = threads.submit(action);
        try {
            return doing.get(step.timeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            doing.cancel(true);
            return new Outcome.Unknown("No answer within " + step.timeout().toSeconds() + " s.");
        } catch (InterruptedException e) {
            doing.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Interrupted("The worker is stopping.");
        } catch (ExecutionException e) {
            return unknown(step, Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private static Outcome unknown(Step step, Throwable cause) {
        if (cause instanceof Superseded superseded) {
            throw superseded;
        }
        if (cause instanceof TargetException) {
            return new Outcome.Unknown(Objects.requireNonNullElse(cause.getMessage(), "The target failed."));
        }
        LOG.error("Step \"{}\" failed in an unforeseen way", step.title(), cause);
        return new Outcome.Unknown("The step failed in a way nobody foresaw; the log has the details.");
    }

    /** Looks at the world until it is clear whether the step happened, or its time is up, or this worker must stop. */
    Finding inspect(StepRecord record, WorkerControl control, Journal journal) {
        Instant intentAt = Objects.requireNonNull(record.intentAt());
        Finding finding = look(record, intentAt, journal.now());
        while (finding instanceof Finding.UnderWay underWay && !control.stopping()) {
            if (journal.now().isAfter(control.deadline())) {
                return new Finding.CannotTell(
                        "Still not clear after " + record.step().timeout().toSeconds() + " s: " + underWay.evidence());
            }
            control.progress(underWay.evidence());
            control.rest(LOOK_AGAIN);
            finding = look(record, intentAt, journal.now());
        }
        return finding;
    }

    /** An engine that does not answer may do so a moment later: that is no reason to give up yet. */
    private Finding look(StepRecord record, Instant intentAt, Instant now) {
        try {
            return executor.inspect(record.step(), record.before(), intentAt, now);
        } catch (TargetException e) {
            return new Finding.UnderWay(Objects.requireNonNullElse(e.getMessage(), "The target failed."));
        }
    }
}
