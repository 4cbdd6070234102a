package dev.opsdeck.testing;

import dev.opsdeck.plan.StepControl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A step's control that keeps what it is told; its pauses are real and end with its time. */
public final class Control implements StepControl {
    private final Instant begunAt = Instant.now();
    private final Instant deadline;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> progress = new CopyOnWriteArrayList<>();

    private final Map<String, String> earlier;

    public Control(Duration time) {
        this(time, Map.of());
    }

    public Control(Duration time, Map<String, String> earlier) {
        this.earlier = earlier;
        this.deadline = Instant.now().plus(time);
    }

    public void cancel() {
        cancelled.countDown();
    }

    public String text() {
        return String.join("\n", output);
    }

    public List<String> lines() {
        return output;
    }

    public List<String> progress() {
        return progress;
    }

    @Override
    public long run() {
        return 1;
    }

    @Override
    public int index() {
        return 0;
    }

    /** What earlier steps of the run left. */
    @Override
    public Optional<String> earlier(String result) {
        return Optional.ofNullable(earlier.get(result));
    }

    @Override
    public Instant begunAt() {
        return begunAt;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean cancelled() {
        return cancelled.getCount() == 0;
    }

    @Override
    public boolean pause(Duration duration) {
        Duration left = Duration.between(Instant.now(), deadline);
        Duration wait = left.compareTo(duration) < 0 ? left : duration;
        try {
            return !cancelled.await(wait.toMillis(), TimeUnit.MILLISECONDS) && left.compareTo(duration) > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void output(String line) {
        output.add(line);
    }

    @Override
    public void progress(String text) {
        progress.add(text);
    }
}
