package dev.opsdeck.sim.workspace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Trigger ids: three seconds, once. */
public final class Triggers {
    /** How long a trigger id lives, after Slack's documentation of modals. */
    public static final Duration LIFE = Duration.ofSeconds(3);

    /** What became of a trigger id. {@code user} is there only if it could be used. */
    public record Use(@Nullable String user, String error) {}

    private record Trigger(String user, Instant expires, boolean used) {}

    private final Map<String, Trigger> triggers = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Stamps stamps;

    Triggers(Clock clock, Stamps stamps) {
        this.clock = clock;
        this.stamps = stamps;
    }

    public String issue(String user) {
        triggers.values().removeIf(old -> old.expires().isBefore(clock.instant().minus(Duration.ofMinutes(5))));
        String id = stamps.seconds() + "." + Math.abs(user.hashCode()) + "."
                + stamps.random(32).toLowerCase(java.util.Locale.ROOT);
        triggers.put(id, new Trigger(user, clock.instant().plus(LIFE), false));
        return id;
    }

    /** Uses a trigger up, or says with Slack's error why not. */
    public Use use(String id) {
        Use[] use = {new Use(null, "invalid_trigger_id")};
        triggers.computeIfPresent(id, (key, trigger) -> {
            if (trigger.used()) {
                use[0] = new Use(null, "exchanged_trigger_id");
            } else if (clock.instant().isAfter(trigger.expires())) {
                use[0] = new Use(null, "expired_trigger_id");
            } else {
                use[0] = new Use(trigger.user(), "");
            }
            return new Trigger(trigger.user(), trigger.expires(), true);
        });
        return use[0];
    }
}
