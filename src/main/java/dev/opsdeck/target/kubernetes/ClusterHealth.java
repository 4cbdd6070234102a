package dev.opsdeck.target.kubernetes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Runtime;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the clusters of a catalog answer. */
@Singleton
public final class ClusterHealth {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;

    private final Clusters clusters;
    private final Cache<String, Status> known =
            Caffeine.newBuilder().expireAfterWrite(FRESH).build();

    ClusterHealth(Clusters clusters) {
        this.clusters = clusters;
    }

    /**
     * One cluster.
     *
     * @param context of the kubeconfig; empty for the current one
     * @param version null when it does not answer
     * @param problem why it does not answer and what to check; null when it does
     */
    public record Status(
            String context,
            @Nullable String version,
            @Nullable String problem) {
        public boolean reachable() {
            return problem == null;
        }
    }

    /** Each cluster that a system of the catalog runs on, once; up to five seconds old. */
    public List<Status> of(Catalog catalog) {
        return catalog.systems().values().stream()
                .map(system -> system.runtime())
                .flatMap(runtime -> runtime instanceof Runtime.Kubernetes kubernetes
                        ? Stream.of(Objects.requireNonNullElse(kubernetes.context(), ""))
                        : Stream.empty())
                .distinct()
                .gather(Gatherers.mapConcurrent(AT_ONCE, context -> known.get(context, this::ask)))
                .toList();
    }

    private Status ask(String context) {
        try {
            var runtime = new Runtime.Kubernetes(context.isEmpty() ? null : context, "default");
            return new Status(context, clusters.of(runtime).version(), null);
        } catch (ClusterException e) {
            return new Status(context, null, e.told());
        }
    }
}
