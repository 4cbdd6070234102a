package dev.opsdeck.flow;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Metric;
import dev.opsdeck.catalog.Runtime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a Prometheus that watches containers through cAdvisor knows of a system, without a line in the catalog. */
final class ContainerMetrics {
    static final List<String> NAMES = List.of("cpu", "memory", "network", "disk-io");

    private ContainerMetrics() {}

    /** Empty where cAdvisor could not tell the system's containers from others. */
    static Optional<Metric> of(ManagedSystem system, String name) {
        return containers(system).flatMap(labels -> of(name, labels).map(metric -> summed(metric, labels)));
    }

    private static Optional<Metric> of(String name, Labels labels) {
        return switch (name) {
            case "cpu" -> metric(name, "100 * " + rate("container_cpu_usage_seconds_total", labels), "percent");
            case "memory" -> metric(name, "container_memory_working_set_bytes{" + labels.selector() + "}", "bytes");
            case "network" ->
                metric(name, both("container_network_receive", "container_network_transmit", labels), "bytes/s");
            case "disk-io" -> metric(name, both("container_fs_reads", "container_fs_writes", labels), "bytes/s");
            default -> Optional.empty();
        };
    }

    private record Labels(String selector, String by) {}

    private static Optional<Labels> containers(ManagedSystem system) {
        return switch (system.runtime()) {
            case Runtime.Docker docker -> project(docker.project());
            case Runtime.Compose compose -> project(compose.project());
            case Runtime.Kubernetes kubernetes ->
                Optional.of(new Labels("namespace=\"" + kubernetes.namespace() + "\", pod!=\"\"", "pod"));
            case Runtime.Process _ -> Optional.empty();
        };
    }

    private static Optional<Labels> project(@Nullable String project) {
        return Optional.ofNullable(project)
                .map(name -> new Labels("container_label_com_docker_compose_project=\"" + name + "\"", "name"));
    }

    private static String both(String in, String out, Labels labels) {
        return rate(in + "_bytes_total", labels) + " + " + rate(out + "_bytes_total", labels);
    }

    private static String rate(String counter, Labels labels) {
        return "rate(" + counter + "{" + labels.selector() + "}[5m])";
    }

    private static Optional<Metric> metric(String name, String query, String unit) {
        return Optional.of(new Metric(name, query, unit, null, null, null, Duration.ZERO));
    }

    private static Metric summed(Metric metric, Labels labels) {
        String query = "sum by (" + labels.by() + ") (" + metric.query() + ")";
        return new Metric(metric.name(), query, metric.unit(), null, null, null, Duration.ZERO);
    }
}
