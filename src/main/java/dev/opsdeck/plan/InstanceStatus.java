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
 * @param imageId by which the technology knows exactly that image for ever; empty when it has no such thing
 */
public record InstanceStatus(
        Instance instance,
        String state,
        boolean running,
        Vitality vitality,
        @Nullable Instant startedAt,
        int restarts,
        String image,
        String imageId) {

    /** One whose technology does not know images by an id. */
    public InstanceStatus(
            Instance instance,
            String state,
            boolean running,
            Vitality vitality,
            @Nullable Instant startedAt,
            int restarts,
            String image) {
        this(instance, state, running, vitality, startedAt, restarts, image, "");
    }

    /** The engine's own view of its health. */
    public enum Vitality {
        HEALTHY,
        UNHEALTHY,
        STARTING,
        /** The engine has no health check for it. */
        UNCHECKED
    }
}
