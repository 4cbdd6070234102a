package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.RestartSteps;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.WorkloadStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The steps that change one workload. Refuses with {@link ClusterException} what Kubernetes does otherwise or not. */
final class WorkloadPlan {
    /** Beyond what its health check gives a pod: to be scheduled, to fetch its image, and for the one before to end. */
    private static final Duration BESIDES = Duration.ofSeconds(60);

    private final ClusterReader reader;
    private final Service service;
    private final ServiceRef ref;
    private final Workload workload;
    private final Duration patience;

    WorkloadPlan(ClusterReader reader, ManagedSystem system, Service service) {
        this.reader = reader;
        this.service = service;
        this.ref = new ServiceRef(system.name(), service.name());
        this.workload = new ServicePods(reader).workload(service);
        this.patience = service.health() == null
                ? workload.patience()
                : service.health().within().plus(service.stopTimeout()).plus(BESIDES);
    }

    List<ServiceStep> steps(ServiceChange change) {
        return switch (change) {
            case ServiceChange.Restart _, ServiceChange.Recreate _ -> restart();
            case ServiceChange.Start _ -> start();
            case ServiceChange.Stop(boolean remove) -> stop(remove);
            case ServiceChange.Scale(int replicas) -> scale(replicas);
            case ServiceChange.Build _ ->
                throw refusal("be built here: a cluster only runs images. Build the image where its sources are, push"
                        + " it, then deploy its version.");
            case ServiceChange.Pull _ ->
                throw refusal("be pulled: the nodes fetch the image themselves when a pod starts on them, as its"
                        + " imagePullPolicy says. To have it fetched again, restart the service.");
        };
    }

    private List<ServiceStep> restart() {
        refuseHeld();
        if (workload.replicas().desired() == 0 && workload.kind() != Workload.Kind.DAEMON_SET) {
            throw refusal("be restarted: it is scaled to 0. Start it instead.");
        }
        return followed(new WorkloadStep.RolloutRestart(ref, workload.title(), patience));
    }

    private List<ServiceStep> start() {
        if (workload.kind() == Workload.Kind.DAEMON_SET || workload.replicas().desired() > 0) {
            return List.of();
        }
        Map<String, String> notes =
                Objects.requireNonNullElse(workload.metadata().getAnnotations(), Map.of());
        String kept = notes.getOrDefault(ClusterWriter.REPLICAS, "1");
        int replicas = kept.matches("[1-9]\\d{0,3}") ? Integer.parseInt(kept) : 1;
        return followed(scaling(replicas));
    }

    private List<ServiceStep> stop(boolean remove) {
        refuseScaling();
        if (remove) {
            throw refusal("be removed, only scaled to 0: what is in a cluster is described somewhere else. Give the"
                    + " command without --remove.");
        }
        return workload.replicas().desired() == 0
                ? List.of()
                : List.of(scaling(0), new WorkloadStep.AwaitRollout(ref, workload.title(), true, patience));
    }

    private List<ServiceStep> scale(int replicas) {
        refuseScaling();
        if (replicas == workload.replicas().desired()) {
            return List.of();
        }
        if (replicas == 0) {
            return stop(false);
        }
        refuseAutoscaled(replicas);
        return followed(scaling(replicas));
    }

    private ServiceStep scaling(int to) {
        return new WorkloadStep.ScaleWorkload(
                ref, workload.title(), workload.replicas().desired(), to, patience);
    }

    private List<ServiceStep> followed(ServiceStep step) {
        var steps = new ArrayList<ServiceStep>();
        steps.add(step);
        steps.add(new WorkloadStep.AwaitRollout(ref, workload.title(), false, patience));
        if (service.health() != null) {
            steps.add(RestartSteps.healthy(ref, service, List.of()));
        }
        return steps;
    }

    private void refuseHeld() {
        if (!workload.held().isEmpty()) {
            throw refusal("be rolled out: " + workload.held() + ".");
        }
    }

    private void refuseScaling() {
        if (workload.kind() == Workload.Kind.DAEMON_SET) {
            throw refusal("be scaled: it has one pod on each node that it is for. Change which nodes these are, in its"
                    + " nodeSelector.");
        }
    }

    /** An autoscaler leaves what has no pods alone, so stopping and starting are not refused. */
    private void refuseAutoscaled(int replicas) {
        String scaled = workload.kind().word + " " + workload.name();
        reader.autoscalers().stream()
                .map(Scaling::of)
                .filter(scaling -> scaling.scales().equals(scaled))
                .findFirst()
                .ifPresent(scaling -> {
                    throw refusal("be scaled to " + replicas + ": its autoscaler " + scaling.name()
                            + " would overrule that within a minute, it keeps " + scaling.least() + " to "
                            + scaling.most() + " pods. Change the autoscaler's limits, or stop the service.");
                });
    }

    private ClusterException refusal(String why) {
        return new ClusterException(workload.title() + " cannot " + why);
    }
}
