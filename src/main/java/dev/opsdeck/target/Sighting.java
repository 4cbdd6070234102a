package dev.opsdeck.target;

import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.InstanceStatus.Vitality;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instance as it was seen while its health was waited for.
 *
 * @param state in a few words: {@code exited with code 3}
 * @param over it ended, or is gone, and nothing is going to start it
 * @param startedAt by its technology's clock; only good for comparing with another of the same instance
 * @param lastCheck what its technology's own health check said last; null when there is none
 */
record Sighting(
        Instance instance,
        String state,
        boolean running,
        boolean over,
        Vitality vitality,
        @Nullable Instant startedAt,
        @Nullable String lastCheck) {

    static Sighting gone(Instance instance) {
        return new Sighting(instance, "gone", false, true, Vitality.UNCHECKED, null, null);
    }

    boolean well() {
        return running && (vitality == Vitality.HEALTHY || vitality == Vitality.UNCHECKED);
    }

    /** What keeps it from being well, in a word or a few. */
    String trouble() {
        return switch (vitality) {
            case STARTING -> running ? "starting" : state;
            case UNHEALTHY -> running ? "unhealthy" : state;
            case HEALTHY, UNCHECKED -> state;
        };
    }

    /** Sees instances of one system. */
    interface Observer {
        /**
         * One sighting for each instance, in their order.
         *
         * @throws dev.opsdeck.plan.TargetException when nobody can tell now
         */
        List<Sighting> see(List<Instance> instances);

        /** The last lines of the instance's output; a line that says why when they cannot be had. */
        List<String> tail(Instance instance, int lines);
    }
}
