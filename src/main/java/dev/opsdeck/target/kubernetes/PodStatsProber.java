package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What pods use, from the metrics API, or from the kubelets where a cluster has none. */
@Singleton
final class PodStatsProber implements Prober<Probe.Stats> {
    private final ClusterQuestions questions;

    PodStatsProber(ClusterQuestions questions) {
        this.questions = questions;
    }

    @Override
    public Class<Probe.Stats> asks() {
        return Probe.Stats.class;
    }

    @Override
    public boolean serves(ManagedSystem system) {
        return Clusters.isKubernetes(system);
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Stats probe, Duration patience) {
        return questions.ask(system, "Could not look at what the pods of " + system.name() + " use. ", reader -> {
            List<Pod> pods = pods(new ServicePods(reader), system, probe.service());
            Map<String, PodUse> use = pods.isEmpty() ? Map.of() : use(reader, pods);
            return new PodStats(pods, use).reading();
        });
    }

    private List<Pod> pods(ServicePods pods, ManagedSystem system, @Nullable String service) {
        return service != null
                ? PodState.current(pods.of(questions.service(system, service)))
                : pods.of(system).values().stream()
                        .map(PodState::current)
                        .flatMap(List::stream)
                        .distinct()
                        .toList();
    }

    /** By the pod's id. */
    private static Map<String, PodUse> use(ClusterReader reader, List<Pod> pods) {
        return reader.metrics().map(metrics -> byId(metrics, pods)).orElseGet(() -> summaries(reader, pods));
    }

    private static Map<String, PodUse> byId(List<PodMetrics> metrics, List<Pod> pods) {
        Map<String, PodUse> byName = new HashMap<>();
        metrics.forEach(one -> byName.put(one.getMetadata().getName(), PodUse.of(one)));
        Map<String, PodUse> byId = new HashMap<>();
        for (Pod pod : pods) {
            PodUse use = byName.get(pod.getMetadata().getName());
            if (use != null) {
                byId.put(pod.getMetadata().getUid(), use);
            }
        }
        return byId;
    }

    private static Map<String, PodUse> summaries(ClusterReader reader, List<Pod> pods) {
        List<String> nodes = pods.stream()
                .map(pod -> pod.getSpec().getNodeName())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<String, PodUse> all = new HashMap<>();
        List<ClusterException> silent = new ArrayList<>();
        for (String node : nodes) {
            try {
                reader.summary(node).map(KubeletSummary::read).ifPresent(all::putAll);
            } catch (ClusterException e) {
                silent.add(e);
            }
        }
        // One dead node must not hide what the others tell.
        if (all.isEmpty() && !silent.isEmpty()) {
            throw new ClusterException(
                    "The cluster has no metrics API, and the kubelet cannot be asked instead: "
                            + silent.getFirst().told() + " Installing metrics-server does without that right.",
                    silent.getFirst());
        }
        return all;
    }
}
