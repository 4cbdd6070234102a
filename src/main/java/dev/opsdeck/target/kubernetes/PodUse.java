package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pod uses now.
 *
 * @param cores processors
 * @param memory bytes that cannot be taken away from it (the working set), which is what its limit is held against
 * @param network null where nobody measures it
 */
record PodUse(double cores, double memory, @Nullable Network network) {

    /** Bytes since the pod started. */
    record Network(double in, double out) {}

    static PodUse of(PodMetrics metrics) {
        return new PodUse(sum(metrics, "cpu"), sum(metrics, "memory"), null);
    }

    private static double sum(PodMetrics metrics, String resource) {
        return metrics.getContainers().stream()
                .map(container -> Optional.ofNullable(container.getUsage()).orElse(Map.of()))
                .map(usage -> usage.get(resource))
                .mapToDouble(PodUse::number)
                .sum();
    }

    static double number(@Nullable Quantity quantity) {
        return quantity == null ? 0 : quantity.getNumericalAmount().doubleValue();
    }
}
