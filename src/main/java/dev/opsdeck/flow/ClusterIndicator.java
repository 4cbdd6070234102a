package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.target.kubernetes.ClusterHealth;
import io.micronaut.health.HealthStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Whether the clusters of the catalog answer. */
@Singleton
final class ClusterIndicator extends Indicator {
    private final ClusterHealth clusters;
    private final LiveCatalog catalog;

    ClusterIndicator(ClusterHealth clusters, LiveCatalog catalog) {
        super("clusters", WARN);
        this.clusters = clusters;
        this.catalog = catalog;
    }

    @Override
    Look look() {
        List<ClusterHealth.Status> all = clusters.of(catalog.current());
        Map<String, String> details = all.stream()
                .collect(Collectors.toMap(
                        status -> status.context().isEmpty() ? "the current context" : status.context(),
                        status -> status.reachable()
                                ? Objects.requireNonNullElse(status.version(), "answers")
                                : Objects.requireNonNullElse(status.problem(), "does not answer")));
        return new Look(all.stream().allMatch(ClusterHealth.Status::reachable) ? HealthStatus.UP : WARN, details);
    }
}
