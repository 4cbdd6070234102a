package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.Target;
import dev.opsdeck.plan.TargetException;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Pods of a cluster: looks at them. It cannot act on them. */
@Singleton
final class KubernetesTarget implements Target {
    private final Clusters clusters;
    private final Clock clock;

    KubernetesTarget(Clusters clusters, Clock clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    @Override
    public boolean serves(Runtime runtime) {
        return switch (runtime) {
            case Runtime.Kubernetes _ -> true;
            case Runtime.Docker _, Runtime.Compose _, Runtime.Process _ -> false;
        };
    }

    @Override
    public List<InstanceStatus> look(ManagedSystem system, Service service) {
        return told(system, pods -> shown(pods.of(service)));
    }

    @Override
    public Map<String, List<InstanceStatus>> look(ManagedSystem system) {
        return told(system, pods -> {
            var shown = new LinkedHashMap<String, List<InstanceStatus>>();
            pods.of(system).forEach((service, some) -> shown.put(service, shown(some)));
            return shown;
        });
    }

    private List<InstanceStatus> shown(List<Pod> pods) {
        Instant now = clock.instant();
        // Pods that were evicted or have ended stay listed for long; where others took their place they are history.
        List<Pod> current = pods.stream().filter(pod -> !PodState.isOver(pod)).toList();
        return (current.isEmpty() ? pods : current)
                .stream().map(pod -> new PodState(pod, now).status()).toList();
    }

    private <T> T told(ManagedSystem system, Function<ServicePods, T> look) {
        try {
            return look.apply(new ServicePods(clusters.of(system)
                    .orElseThrow(() -> new IllegalArgumentException(system.name() + " does not run on Kubernetes"))));
        } catch (ClusterException e) {
            throw new TargetException("Could not look at the pods of " + system.name() + ". " + e.told(), e);
        }
    }

    @Override
    public Map<String, String> before(ManagedSystem system, ServiceStep step) {
        throw cannotAct(system);
    }

    @Override
    public Outcome act(ManagedSystem system, ServiceStep step, Map<String, String> before, StepControl control) {
        throw cannotAct(system);
    }

    @Override
    public Finding inspect(
            ManagedSystem system, ServiceStep step, Map<String, String> before, Instant intentAt, Instant now) {
        throw cannotAct(system);
    }

    @Override
    public List<ServiceStep> plan(ManagedSystem system, Service service, ServiceChange change) {
        throw cannotAct(system);
    }

    @Override
    public Outcome undo(ManagedSystem system, ServiceStep step, Map<String, String> before, StepControl control) {
        throw cannotAct(system);
    }

    private static TargetException cannotAct(ManagedSystem system) {
        return new TargetException("The pods of " + system.name() + " can only be looked at, not acted on.");
    }
}
