package dev.opsdeck.target;

import dev.opsdeck.plan.StepControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A part of a step's time, for a part of what it does. */
final class Allotted implements StepControl {
    private final StepControl step;
    private final long end;
    private final boolean cancellable;

    private Allotted(StepControl step, Duration time, boolean cancellable) {
        this.step = step;
        this.end = System.nanoTime() + time.toNanos();
        this.cancellable = cancellable;
    }

    static Allotted of(StepControl step, Duration time) {
        return new Allotted(step, time, true);
    }

    /** For what must come to its end though the run was cancelled. */
    static Allotted whatever(StepControl step, Duration time) {
        return new Allotted(step, time, false);
    }

    @Override
    public Instant begunAt() {
        return step.begunAt();
    }

    @Override
    public Instant deadline() {
        return step.deadline();
    }

    @Override
    public boolean cancelled() {
        return cancellable && step.cancelled();
    }

    @Override
    public boolean stopping() {
        return step.stopping();
    }

    @Override
    public boolean pause(Duration duration) {
        long left = end - System.nanoTime();
        Duration wait = Duration.ofNanos(Math.max(0, Math.min(left, duration.toNanos())));
        boolean whole = cancellable ? step.pause(wait) : rest(wait);
        return whole && left > duration.toNanos();
    }

    private static boolean rest(Duration duration) {
        long until = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        return !Thread.currentThread().isInterrupted();
    }

    @Override
    public long run() {
        return step.run();
    }

    @Override
    public int index() {
        return step.index();
    }

    @Override
    public Optional<String> earlier(String result) {
        return step.earlier(result);
    }

    @Override
    public void output(String line) {
        step.output(line);
    }

    @Override
    public void progress(String text) {
        step.progress(text);
    }
}
