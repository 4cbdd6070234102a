package dev.opsdeck.target.kubernetes;

import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.InstanceStatus.Vitality;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A pod as an instance of a service. */
record PodState(Pod pod, Instant now) {
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    InstanceStatus status() {
        return new InstanceStatus(
                new Instance(pod.getMetadata().getUid(), pod.getMetadata().getName()),
                new PodTrouble(pod).words().orElse("running"),
                isRunning(),
                vitality(),
                startedAt().orElse(null),
                containers().stream().mapToInt(PodState::restarts).sum(),
                images());
    }

    /** Whether nothing of it will ever run again. */
    static boolean isOver(Pod pod) {
        return pod.getStatus() != null
                && OVER.contains(String.valueOf(pod.getStatus().getPhase()));
    }

    /** Pods that were evicted, have ended or are about to stay listed; where others took their place they are history. */
    static List<Pod> current(List<Pod> pods) {
        List<Pod> current =
                pods.stream().filter(pod -> !isOver(pod) && !isEnding(pod)).toList();
        return current.isEmpty() ? pods : current;
    }

    /** Whether it was told to end: nobody sends it anything new. */
    static boolean isEnding(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    private PodStatus seen() {
        return Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    }

    private List<ContainerStatus> containers() {
        return seen().getContainerStatuses();
    }

    private boolean isRunning() {
        return "Running".equals(seen().getPhase())
                && !containers().isEmpty()
                && containers().stream().allMatch(one -> one.getState().getRunning() != null);
    }

    /** Without a probe of Kubernetes nobody has looked at more than whether it runs. */
    private Vitality vitality() {
        if (pod.getSpec().getContainers().stream().allMatch(PodState::isUnchecked)) {
            return Vitality.UNCHECKED;
        }
        boolean ready = containers().stream().allMatch(one -> Boolean.TRUE.equals(one.getReady()));
        if (ready) {
            return Vitality.HEALTHY;
        }
        return isRunning() && mayStillStart() ? Vitality.STARTING : Vitality.UNHEALTHY;
    }

    private static boolean isUnchecked(Container container) {
        return container.getReadinessProbe() == null
                && container.getLivenessProbe() == null
                && container.getStartupProbe() == null;
    }

    /** Whether some container has not had the time yet that its probes give it. */
    private boolean mayStillStart() {
        return containers().stream()
                .filter(one -> !Boolean.TRUE.equals(one.getReady()))
                .allMatch(one -> Boolean.FALSE.equals(one.getStarted()) || isYoung(one));
    }

    private boolean isYoung(ContainerStatus status) {
        Duration grace = pod.getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(status.getName()))
                .map(container -> grace(container.getReadinessProbe()))
                .findFirst()
                .orElse(Duration.ZERO);
        return running(status).map(start -> start.plus(grace).isAfter(now)).orElse(false);
    }

    /** How long the first round of checks takes before it has failed. */
    private static Duration grace(@Nullable Probe probe) {
        if (probe == null) {
            return Duration.ZERO;
        }
        long delay = Objects.requireNonNullElse(probe.getInitialDelaySeconds(), 0);
        long period = Objects.requireNonNullElse(probe.getPeriodSeconds(), 10);
        long failures = Objects.requireNonNullElse(probe.getFailureThreshold(), 3);
        return Duration.ofSeconds(delay + period * failures);
    }

    /** Since when it runs as it does now: the latest start of its containers. */
    private Optional<Instant> startedAt() {
        return containers().stream()
                .map(PodState::running)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> running(ContainerStatus status) {
        return Optional.ofNullable(status.getState().getRunning())
                .map(running -> running.getStartedAt())
                .map(Instant::parse);
    }

    private static int restarts(ContainerStatus status) {
        return Objects.requireNonNullElse(status.getRestartCount(), 0);
    }

    private String images() {
        return pod.getSpec().getContainers().stream().map(Container::getImage).collect(Collectors.joining(", "));
    }
}
