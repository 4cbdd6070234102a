package dev.opsdeck.target;

import dev.opsdeck.plan.StepControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A control under which the worker dies when the step says that it comes to a certain point. */
final class Killed implements StepControl {
    private final String point;
    private int times;

    /**
     * @param point the beginning of what the step says there
     * @param times at which time of saying so
     */
    Killed(String point, int times) {
        this.point = point;
        this.times = times;
    }

    /** What nobody in the step catches, as nobody catches a kill. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void progress(String text) {
        if (text.startsWith(point) && --times == 0) {
            throw new Death();
        }
    }

    @Override
    public Instant begunAt() {
        return Instant.MIN;
    }

    @Override
    public Instant deadline() {
        return Instant.MAX;
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public boolean pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
        return true;
    }

    @Override
    public long run() {
        return 1;
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public Optional<String> earlier(String result) {
        return Optional.empty();
    }

    @Override
    public void output(String line) {}
}
