package dev.opsdeck.sim.workspace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Response URLs: five uses in thirty minutes. */
public final class ResponseUrls {
    /** Slack's documented limits of a response URL. */
    public static final int USES = 5;

    public static final Duration LIFE = Duration.ofMinutes(30);

    /**
     * Where a response URL leads.
     *
     * @param ts the message that the interaction came from; null for a command
     * @param thread the thread in which that message stands
     */
    public record Target(
            String user,
            String channel,
            @Nullable String ts,
            @Nullable String thread) {}

    /** Either where to answer, or Slack's error. */
    public record Use(@Nullable Target target, String error) {}

    private record Url(Target target, Instant expires, int used) {}

    private final Map<String, Url> urls = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Stamps stamps;

    ResponseUrls(Clock clock, Stamps stamps) {
        this.clock = clock;
        this.stamps = stamps;
    }

    /** Issues a URL and answers its key, the last part of its path. */
    public String issue(Target target) {
        urls.values().removeIf(old -> old.expires().isBefore(clock.instant().minus(LIFE)));
        String key = stamps.random(24);
        urls.put(key, new Url(target, clock.instant().plus(LIFE), 0));
        return key;
    }

    public Use use(String key) {
        Use[] use = {new Use(null, "invalid_url")};
        urls.computeIfPresent(key, (same, url) -> {
            if (clock.instant().isAfter(url.expires())) {
                use[0] = new Use(null, "expired_url");
            } else if (url.used() >= USES) {
                use[0] = new Use(null, "used_url");
            } else {
                use[0] = new Use(url.target(), "");
            }
            return new Url(url.target(), url.expires(), url.used() + 1);
        });
        return use[0];
    }
}
