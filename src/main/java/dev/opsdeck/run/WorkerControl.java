package dev.opsdeck.run;

import dev.opsdeck.plan.StepControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a worker lends a step: time, the wish to cancel, a place for output. */
final class WorkerControl implements StepControl {
    /** How soon a wish to cancel, which may come through another replica, is noticed. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private static final int FLUSH_CHARS = 16_000;

    private final Journal journal;
    private final Journal.Claim claim;
    private final StepRecord step;
    private final Instant deadline;
    private final Masking masking;
    private final CountDownLatch stopping;
    private final StringBuilder pending = new StringBuilder();

    private Instant lookedAt = Instant.MIN;
    private Instant toldAt = Instant.MIN;
    private final boolean cancellable;
    private boolean cancelled;

    WorkerControl(Journal journal, Journal.Claim claim, StepRecord step, Masking masking, CountDownLatch stopping) {
        this(journal, claim, step, masking, stopping, true);
    }

    /** For what must be brought to its end whatever people wish. */
    static WorkerControl uncancellable(
            Journal journal, Journal.Claim claim, StepRecord step, Masking masking, CountDownLatch stopping) {
        return new WorkerControl(journal, claim, step, masking, stopping, false);
    }

    private WorkerControl(
            Journal journal,
            Journal.Claim claim,
            StepRecord step,
            Masking masking,
            CountDownLatch stopping,
            boolean cancellable) {
        this.cancellable = cancellable;
        this.journal = journal;
        this.claim = claim;
        this.step = step;
        this.masking = masking;
        this.stopping = stopping;
        this.deadline = journal.now().plus(step.step().timeout());
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public Instant begunAt() {
        return step.startedAt() == null ? journal.now() : step.startedAt();
    }

    @Override
    public synchronized boolean cancelled() {
        Instant now = journal.now();
        if (cancellable && !cancelled && lookedAt.plus(LOOK).isBefore(now)) {
            lookedAt = now;
            cancelled = journal.cancelRequested(claim.run().id());
        }
        return cancelled || stopping();
    }

    @Override
    public long run() {
        return claim.run().id();
    }

    @Override
    public int index() {
        return step.index();
    }

    @Override
    public Optional<String> earlier(String result) {
        return journal.earlier(claim, result);
    }

    /** Whether this worker must hand over. */
    @Override
    public boolean stopping() {
        return stopping.getCount() == 0;
    }

    /** Waits, whether the run was cancelled or not; only a worker that must stop ends it early. */
    void rest(Duration duration) {
        stopped(duration.toNanos());
    }

    @Override
    public boolean pause(Duration duration) {
        flush();
        long end = System.nanoTime() + duration.toNanos();
        while (!cancelled() && journal.now().isBefore(deadline)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            if (stopped(Math.min(left, LOOK.toNanos()))) {
                return false;
            }
        }
        return false;
    }

    private boolean stopped(long nanos) {
        try {
            return stopping.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public synchronized void output(String line) {
        pending.append(masking.mask(line)).append('\n');
        if (pending.length() > FLUSH_CHARS) {
            flush();
        }
    }

    /** Stores what was written since the last time. */
    synchronized void flush() {
        if (!pending.isEmpty()) {
            journal.output(claim, step, pending.toString());
            pending.setLength(0);
        }
    }

    @Override
    public synchronized void progress(String text) {
        Instant now = journal.now();
        if (toldAt.plusSeconds(1).isBefore(now)) {
            toldAt = now;
            journal.progress(claim, step, masking.mask(text));
        }
    }
}
