package dev.opsdeck.sim.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts calls against Slack's limits with one bucket per method, and per channel for posting. */
public final class RateLimits {
    /** Messages that a channel takes at once before the limit of one per second holds. */
    static final int POSTING_BURST = 4;

    private record Bucket(double tokens, Instant at) {}

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile boolean enforced = true;

    RateLimits(Clock clock) {
        this.clock = clock;
    }

    /** Switches the limits, which are on at the start. */
    public void enforce(boolean on) {
        enforced = on;
    }

    public boolean enforced() {
        return enforced;
    }

    /** Empty if the call may go on, else how long to wait, in whole seconds. */
    Optional<Duration> take(String method, Tier tier, String channel) {
        if (!enforced) {
            return Optional.empty();
        }
        if (tier == Tier.POSTING) {
            Optional<Duration> wait = take(method + "/" + channel, POSTING_BURST, 1);
            if (wait.isPresent()) {
                return wait;
            }
        }
        return take(method, tier.burst, tier.perMinute / 60.0);
    }

    private Optional<Duration> take(String key, int size, double perSecond) {
        double[] missing = {0};
        buckets.compute(key, (same, old) -> {
            Instant now = clock.instant();
            double tokens = size;
            if (old != null) {
                double gained = Duration.between(old.at(), now).toNanos() / 1e9 * perSecond;
                tokens = Math.min(size, old.tokens() + gained);
            }
            missing[0] = 1 - tokens;
            return new Bucket(missing[0] > 0 ? tokens : tokens - 1, now);
        });
        return missing[0] <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds((long) Math.max(1, Math.ceil(missing[0] / perSecond))));
    }
}
