package dev.opsdeck.target;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.InstanceStatus.Vitality;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One container as the engine describes it. All times are by the engine's clock.
 *
 * @param status created, running, paused, restarting, removing, exited or dead
 * @param startedAt null when it never ran
 * @param finishedAt null when it never ended
 * @param lastCheck the end of what its last health check printed; null when it has none
 */
record ContainerState(
        Instance instance,
        String status,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        long exitCode,
        boolean outOfMemory,
        Vitality vitality,
        @Nullable String lastCheck,
        int restarts,
        String image,
        String imageId) {

    static ContainerState of(InspectContainerResponse container) {
        var state = container.getState();
        @Nullable HealthState health = state.getHealth();
        return new ContainerState(
                new Instance(container.getId(), withoutSlash(container.getName())),
                String.valueOf(state.getStatus()),
                instant(state.getStartedAt()),
                instant(state.getFinishedAt()),
                Optional.ofNullable(state.getExitCodeLong()).orElse(0L),
                Boolean.TRUE.equals(state.getOOMKilled()),
                vitality(health),
                lastCheck(health),
                Optional.ofNullable(container.getRestartCount()).orElse(0),
                String.valueOf(container.getConfig().getImage()),
                String.valueOf(container.getImageId()));
    }

    /** Running, and neither paused nor waiting to be restarted. */
    boolean running() {
        return status.equals("running");
    }

    /** Ended, and the engine is not going to start it by itself. */
    boolean over() {
        return status.equals("exited") || status.equals("dead") || status.equals("removing");
    }

    /** The status with what is known of its end: {@code exited with code 137, out of memory}. */
    String described() {
        if (running() || status.equals("created") || status.equals("paused")) {
            return status;
        }
        return status + " with code " + exitCode + (outOfMemory ? ", out of memory" : "");
    }

    InstanceStatus shown() {
        return new InstanceStatus(instance, described(), running(), vitality, startedAt, restarts, image, imageId);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        // The engine writes its zero time, year 1, for what never happened.
        return text == null || text.isEmpty() || text.startsWith("0001-") ? null : Instant.parse(text);
    }

    private static Vitality vitality(@Nullable HealthState health) {
        return switch (health == null ? "none" : String.valueOf(health.getStatus())) {
            case "healthy" -> Vitality.HEALTHY;
            case "unhealthy" -> Vitality.UNHEALTHY;
            case "starting" -> Vitality.STARTING;
            default -> Vitality.UNCHECKED;
        };
    }

    private static @Nullable String lastCheck(@Nullable HealthState health) {
        if (health == null || health.getLog() == null || health.getLog().isEmpty()) {
            return null;
        }
        List<String> lines =
                LogLines.of(String.valueOf(health.getLog().getLast().getOutput()), 1);
        return lines.isEmpty() ? null : lines.getLast();
    }

    private static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }
}
