package dev.opsdeck.slack;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after failed attempts: doubling from half a second to 15 seconds, each up to half more or less. */
final class SenderBackoff {
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration FIRST = Duration.ofMillis(500);

    /** A post that timed out may still arrive: whoever looks for it too early would post it twice. */
    private static final Duration IN_DOUBT = Duration.ofSeconds(3);

    private SenderBackoff() {}

    /** The wait after that many failures before the newest one. */
    static Duration after(int failures, boolean doubtful) {
        long doubled = FIRST.toMillis() << Math.min(failures, 10);
        long base = Math.min(doubled, LONGEST.toMillis());
        long jittered = (long) (base * ThreadLocalRandom.current().nextDouble(0.5, 1.5));
        return Duration.ofMillis(doubtful ? Math.max(jittered, IN_DOUBT.toMillis()) : jittered);
    }
}
