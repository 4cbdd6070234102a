package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PrettyLoggable;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one namespace. It cannot write: it has no method that does, and its client lets nothing else through ({@link
 * ReadOnly}). All methods throw {@link ClusterException} when the cluster cannot be asked or refuses.
 */
final class ClusterReader {
    private static final int NOT_FOUND = 404;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final KubernetesClient client;
    private final ClusterFault fault;
    private final String namespace;

    ClusterReader(KubernetesClient client, ClusterFault fault, String namespace) {
        this.client = client;
        this.fault = fault;
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    /** Where the cluster is. */
    String address() {
        return client.getConfiguration().getMasterUrl();
    }

    String version() {
        return asked(() -> client.getKubernetesVersion().getGitVersion());
    }

    Optional<Workload> workload(String name) {
        return asked(() -> Optional.ofNullable(client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(Workload::of)
                .or(() -> Optional.ofNullable(client.apps()
                                .statefulSets()
                                .inNamespace(namespace)
                                .withName(name)
                                .get())
                        .map(Workload::of))
                .or(() -> Optional.ofNullable(client.apps()
                                .daemonSets()
                                .inNamespace(namespace)
                                .withName(name)
                                .get())
                        .map(Workload::of)));
    }

    List<Workload> workloads() {
        return asked(() -> Stream.of(
                        client.apps().deployments().inNamespace(namespace).list().getItems().stream()
                                .map(Workload::of),
                        client.apps().statefulSets().inNamespace(namespace).list().getItems().stream()
                                .map(Workload::of),
                        client.apps().daemonSets().inNamespace(namespace).list().getItems().stream()
                                .map(Workload::of))
                .flatMap(some -> some)
                .toList());
    }

    List<Pod> pods() {
        return asked(() -> client.pods().inNamespace(namespace).list().getItems());
    }

    List<Pod> pods(LabelSelector selector) {
        return asked(() -> client.pods()
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .list()
                .getItems());
    }

    /** The pods that carry the name in one of the labels that are for it. */
    List<Pod> podsNamed(String name) {
        return Selecting.NAMING.stream()
                .map(label -> pods(new LabelSelectorBuilder()
                        .withMatchLabels(Map.of(label, name))
                        .build()))
                .filter(pods -> !pods.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    List<ReplicaSet> replicaSets(Workload workload) {
        return asked(
                () -> client
                        .apps()
                        .replicaSets()
                        .inNamespace(namespace)
                        .withLabelSelector(workload.selector())
                        .list()
                        .getItems()
                        .stream()
                        .filter(set -> Ownership.owns(workload, set))
                        .toList());
    }

    List<ControllerRevision> revisions(Workload workload) {
        return asked(() -> client
                .apps()
                .controllerRevisions()
                .inNamespace(namespace)
                .withLabelSelector(workload.selector())
                .list()
                .getItems()
                .stream()
                .filter(revision -> Ownership.owns(workload, revision))
                .toList());
    }

    List<Event> warnings() {
        return asked(() -> client.v1()
                .events()
                .inNamespace(namespace)
                .withField("type", "Warning")
                .list()
                .getItems());
    }

    List<HorizontalPodAutoscaler> autoscalers() {
        return asked(() -> client.autoscaling()
                .v1()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .list()
                .getItems());
    }

    /** What the metrics API says; empty where the cluster has none or it does not answer. */
    Optional<List<PodMetrics>> metrics() {
        return orEmpty(() -> client.top().pods().metrics(namespace).getItems(), NOT_FOUND, UNAVAILABLE);
    }

    /** The kubelet's own account of a node, as JSON. */
    Optional<String> summary(String node) {
        return asked(() -> Optional.ofNullable(client.raw("/api/v1/nodes/" + node + "/proxy/stats/summary")));
    }

    /**
     * A container's log with timestamps, to be closed.
     *
     * @param previous that of the run before the last restart
     * @param tail 0 for all
     * @return empty when there is none, because it has not started or was never restarted
     */
    Optional<InputStream> log(String pod, String container, boolean previous, @Nullable Instant since, int tail) {
        return orEmpty(
                () -> {
                    var log = client.pods()
                            .inNamespace(namespace)
                            .withName(pod)
                            .inContainer(container)
                            .usingTimestamps();
                    var run = previous ? log.terminated() : log;
                    var from = since == null ? run : run.sinceTime(since.toString());
                    PrettyLoggable wanted = tail == 0 ? from : from.tailingLines(tail);
                    return wanted.getLogInputStream();
                },
                NOT_FOUND,
                BAD_REQUEST);
    }

    /** False only when the cluster says so: not everybody may ask it. */
    boolean mayExist() {
        try {
            return client.namespaces().withName(namespace).get() != null;
        } catch (KubernetesClientException cannotTell) {
            return true;
        }
    }

    private <T> Optional<T> orEmpty(Supplier<T> question, int... codes) {
        try {
            return Optional.ofNullable(question.get());
        } catch (KubernetesClientException e) {
            for (int code : codes) {
                if (e.getCode() == code) {
                    return Optional.empty();
                }
            }
            throw fault.of(e);
        }
    }

    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            throw fault.of(e);
        }
    }
}
