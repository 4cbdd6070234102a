package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds the pods of services: those of the workload of that name, else those that are labelled with it. */
record ServicePods(ClusterReader reader) {
    private static final Comparator<Pod> BY_NAME =
            Comparator.comparing(pod -> pod.getMetadata().getName());

    /** What the service's workload is called. */
    static String name(Service service) {
        return Objects.requireNonNullElse(service.container(), service.name());
    }

    /**
     * The workload of the service.
     *
     * @throws ClusterException when there is none
     */
    Workload workload(Service service) {
        return reader.workload(name(service))
                .orElseThrow(() -> new ClusterException(namespaceMissing()
                        .orElseGet(() -> "There is no Deployment, StatefulSet or DaemonSet " + name(service)
                                + " in the namespace " + reader.namespace()
                                + ". Name it in the catalog with container: NAME.")));
    }

    List<Pod> of(Service service) {
        List<Pod> pods = reader.workload(name(service))
                .map(workload -> reader.pods(workload.selector()))
                .orElseGet(() -> reader.podsNamed(name(service)));
        if (pods.isEmpty()) {
            refuseMissingNamespace();
        }
        return sorted(pods);
    }

    /** All services at once, by name of the service. */
    Map<String, List<Pod>> of(ManagedSystem system) {
        List<Workload> workloads = reader.workloads();
        List<Pod> pods = reader.pods();
        if (pods.isEmpty()) {
            refuseMissingNamespace();
        }
        var found = new LinkedHashMap<String, List<Pod>>();
        for (Service service : system.services().values()) {
            found.put(service.name(), sorted(of(service, workloads, pods)));
        }
        return found;
    }

    private static List<Pod> of(Service service, List<Workload> workloads, List<Pod> pods) {
        String name = name(service);
        Optional<Workload> workload =
                workloads.stream().filter(one -> one.name().equals(name)).findFirst();
        return pods.stream()
                .filter(pod -> workload.map(one -> Selecting.matches(one.selector(), pod))
                        .orElseGet(() -> Selecting.isNamed(name, pod)))
                .toList();
    }

    private void refuseMissingNamespace() {
        namespaceMissing().ifPresent(told -> {
            throw new ClusterException(told);
        });
    }

    /** A namespace that does not exist looks like an empty one. */
    private Optional<String> namespaceMissing() {
        return reader.mayExist()
                ? Optional.empty()
                : Optional.of("The cluster (" + reader.address() + ") has no namespace " + reader.namespace()
                        + ". Correct the namespace in the catalog, or create it.");
    }

    private static List<Pod> sorted(Collection<Pod> pods) {
        return pods.stream().sorted(BY_NAME).toList();
    }
}
