package dev.opsdeck.plan;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import jakarta.inject.Singleton;
import java.util.List;

/** Finds the technology that serves a system. */
@Singleton
public final class Targets {
    private final List<Target> targets;

    public Targets(List<Target> targets) {
        this.targets = List.copyOf(targets);
    }

    /**
     * The technology of the system's runtime.
     *
     * @throws TargetException when there is none for it
     */
    public Target of(ManagedSystem system) {
        return targets.stream()
                .filter(target -> target.serves(system.runtime()))
                .findFirst()
                .orElseThrow(() -> new TargetException(
                        system.name() + " runs on " + word(system.runtime()) + ", which this version does not know."));
    }

    private static String word(Runtime runtime) {
        return switch (runtime) {
            case Runtime.Docker _ -> "Docker";
            case Runtime.Compose _ -> "Compose";
            case Runtime.Kubernetes _ -> "Kubernetes";
            case Runtime.Process _ -> "local processes";
        };
    }
}
