package dev.opsdeck.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one instance looks like now.
 *
 * @param state the technology's word: running, exited, …
 * @param startedAt null when it never ran
 * @param restarts how often the engine restarted it by itself
 * @param image what it was made from, or the program
 */
public record InstanceStatus(
        Instance instance,
        String state,
        boolean running,
        Vitality vitality,
        @Nullable Instant startedAt,
        int restarts,
        String image) {

    /** The engine's own view of its health. */
    public enum Vitality {
        HEALTHY,
        UNHEALTHY,
        STARTING,
        /** The engine has no health check for it. */
        UNCHECKED
    }
}
