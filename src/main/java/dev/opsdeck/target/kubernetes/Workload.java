package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What keeps the pods of a service.
 *
 * @param selector which pods are its own
 * @param troubles what its controller says is wrong, each a sentence
 * @param seen whether the controller has seen the latest change of it
 * @param held why its pods do not follow a change by themselves; empty when they do
 * @param patience how long its pods may show no progress before it is stuck
 */
record Workload(
        Kind kind,
        ObjectMeta metadata,
        LabelSelector selector,
        Replicas replicas,
        List<String> troubles,
        boolean paused,
        boolean seen,
        PodTemplateSpec template,
        String held,
        Duration patience) {
    /** What Kubernetes itself takes for a deployment that says nothing else. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    enum Kind {
        DEPLOYMENT("Deployment"),
        STATEFUL_SET("StatefulSet"),
        DAEMON_SET("DaemonSet");

        final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * How many pods.
     *
     * @param total all there are, old ones that are being replaced included
     * @param updated of the latest revision
     * @param available ready for long enough
     * @param unavailable missing or not available
     */
    record Replicas(int desired, int total, int updated, int available, int unavailable) {}

    String name() {
        return metadata.getName();
    }

    /** As people call it. */
    String title() {
        return kind.word + " " + name();
    }

    static Workload of(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
        return new Workload(
                Kind.DEPLOYMENT,
                deployment.getMetadata(),
                deployment.getSpec().getSelector(),
                new Replicas(
                        count(deployment.getSpec().getReplicas()),
                        count(status.getReplicas()),
                        count(status.getUpdatedReplicas()),
                        count(status.getAvailableReplicas()),
                        count(status.getUnavailableReplicas())),
                status.getConditions().stream()
                        .filter(Workload::isBad)
                        .map(Workload::sentence)
                        .toList(),
                Boolean.TRUE.equals(deployment.getSpec().getPaused()),
                isSeen(deployment.getMetadata(), status.getObservedGeneration()),
                deployment.getSpec().getTemplate(),
                Boolean.TRUE.equals(deployment.getSpec().getPaused())
                        ? "its rollouts are paused; resume them with: kubectl rollout resume"
                        : "",
                Optional.ofNullable(deployment.getSpec().getProgressDeadlineSeconds())
                        .map(Duration::ofSeconds)
                        .orElse(PATIENCE));
    }

    static Workload of(StatefulSet set) {
        StatefulSetStatus status = set.getStatus() == null ? new StatefulSetStatus() : set.getStatus();
        int desired = count(set.getSpec().getReplicas());
        int ready = count(status.getReadyReplicas());
        // The latest revision is only counted apart while there are two.
        boolean single = String.valueOf(status.getUpdateRevision()).equals(status.getCurrentRevision());
        int updated = single ? count(status.getCurrentReplicas()) : count(status.getUpdatedReplicas());
        return new Workload(
                Kind.STATEFUL_SET,
                set.getMetadata(),
                set.getSpec().getSelector(),
                new Replicas(desired, count(status.getReplicas()), updated, ready, Math.max(0, desired - ready)),
                List.of(),
                false,
                isSeen(set.getMetadata(), status.getObservedGeneration()),
                set.getSpec().getTemplate(),
                held(set.getSpec().getUpdateStrategy()),
                PATIENCE);
    }

    private static String held(@Nullable StatefulSetUpdateStrategy strategy) {
        if (strategy == null) {
            return "";
        }
        int partition = strategy.getRollingUpdate() == null
                ? 0
                : count(strategy.getRollingUpdate().getPartition());
        return partition > 0
                ? "its partition of " + partition + " keeps pods below that number as they are"
                : onDelete(strategy.getType());
    }

    private static String onDelete(@Nullable String type) {
        return "OnDelete".equals(type)
                ? "its update strategy is OnDelete: its pods change only when somebody deletes them"
                : "";
    }

    static Workload of(DaemonSet set) {
        DaemonSetStatus status = set.getStatus() == null ? new DaemonSetStatus() : set.getStatus();
        return new Workload(
                Kind.DAEMON_SET,
                set.getMetadata(),
                set.getSpec().getSelector(),
                new Replicas(
                        count(status.getDesiredNumberScheduled()),
                        count(status.getCurrentNumberScheduled()),
                        count(status.getUpdatedNumberScheduled()),
                        count(status.getNumberAvailable()),
                        count(status.getNumberUnavailable())),
                List.of(),
                false,
                isSeen(set.getMetadata(), status.getObservedGeneration()),
                set.getSpec().getTemplate(),
                set.getSpec().getUpdateStrategy() == null
                        ? ""
                        : onDelete(set.getSpec().getUpdateStrategy().getType()),
                PATIENCE);
    }

    /** Conditions of which False, or True for ReplicaFailure, means that a person must look. */
    private static boolean isBad(DeploymentCondition condition) {
        return switch (condition.getType()) {
            case "Progressing" -> condition.getStatus().equals("False");
            case "ReplicaFailure" -> condition.getStatus().equals("True");
            default -> false;
        };
    }

    private static String sentence(DeploymentCondition condition) {
        return condition.getReason() + ": " + condition.getMessage();
    }

    private static boolean isSeen(ObjectMeta metadata, @Nullable Long observed) {
        return metadata.getGeneration() == null || (observed != null && observed >= metadata.getGeneration());
    }

    private static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
