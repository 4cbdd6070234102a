package dev.opsdeck.sim.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Faults that tests put between the bot and the Web API, and between Slack and the bot. */
public final class Faults {
    /** What goes wrong. */
    public sealed interface Fault {
        /** Answers 429 with {@code Retry-After}. */
        record RateLimited(Duration retryAfter) implements Fault {}

        /** Answers with a server error. */
        record ServerError(int status) implements Fault {}

        /** Does what was asked, but late. */
        record Slow(Duration by) implements Fault {}

        /** Answers nothing until the faults are cleared, or a minute has passed. */
        record Hang() implements Fault {}

        /** Closes the connection without an answer. */
        record Close() implements Fault {}

        /** Refuses with an error of Slack's, such as {@code fatal_error}. */
        record Refuse(String error) implements Fault {}

        /** Does what was asked and then closes the connection, so that the caller cannot know. */
        record LoseAnswer() implements Fault {}
    }

    private record Planned(String method, Fault fault, AtomicInteger left) {}

    private static final Duration LONGEST_HANG = Duration.ofMinutes(1);

    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch cleared = new CountDownLatch(1);
    private volatile boolean tokenRevoked;
    private volatile int duplicates;
    private volatile boolean acksDropped;

    /**
     * Makes calls of a method fail.
     *
     * @param method a name, or {@code *} for all
     * @param times how often; 0 for until {@link #clear()}
     */
    public void plan(String method, Fault fault, int times) {
        planned.add(new Planned(method, fault, new AtomicInteger(times == 0 ? Integer.MAX_VALUE : times)));
    }

    /** Delivers each request to the bot this many times more. */
    public void duplicateDeliveries(int more) {
        duplicates = more;
    }

    /** Throws away the bot's answers, as if they came too late. */
    public void dropAcks(boolean on) {
        acksDropped = on;
    }

    /** Refuses the bot token from now on. */
    public void revokeToken(boolean on) {
        tokenRevoked = on;
    }

    /** Ends all faults and lets hanging calls go. */
    public void clear() {
        planned.clear();
        duplicates = 0;
        acksDropped = false;
        tokenRevoked = false;
        CountDownLatch old = cleared;
        cleared = new CountDownLatch(1);
        old.countDown();
    }

    public int duplicates() {
        return duplicates;
    }

    public boolean acksDropped() {
        return acksDropped;
    }

    boolean tokenRevoked() {
        return tokenRevoked;
    }

    Optional<Fault> next(String method) {
        for (Planned plan : planned) {
            boolean concerned = plan.method().equals("*") || plan.method().equals(method);
            if (concerned && plan.left().getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                return Optional.of(plan.fault());
            }
        }
        return Optional.empty();
    }

    void hang() throws InterruptedException {
        boolean ended = cleared.await(LONGEST_HANG.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            throw new InterruptedException("hung for " + LONGEST_HANG);
        }
    }
}
