package dev.opsdeck.flow;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.message.ServiceStatus;
import dev.opsdeck.plan.Target;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.Targets;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Looks at services, all at the same time. Whoever asks for the same system within a second or two shares one look, so
 * that a channel full of people who ask does not become a load on the engine.
 */
@Singleton
final class Looking {
    static final Duration FRESH = Duration.ofSeconds(2);

    /** What one service gets: a dead host must not hold up the rest. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LiveCatalog catalog;
    private final Targets targets;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AsyncLoadingCache<String, List<ServiceStatus>> looks;

    Looking(LiveCatalog catalog, Targets targets) {
        this.catalog = catalog;
        this.targets = targets;
        this.looks =
                Caffeine.newBuilder().expireAfterWrite(FRESH).executor(threads).buildAsync((system, _) -> look(system));
    }

    /** The state of every service of the system, in the order of the catalog. */
    CompletableFuture<List<ServiceStatus>> system(String name) {
        return looks.get(name);
    }

    private CompletableFuture<List<ServiceStatus>> look(String name) {
        ManagedSystem system = catalog.current().systems().get(name);
        if (system == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<CompletableFuture<ServiceStatus>> parts = system.services().values().stream()
                .map(service -> look(system, service))
                .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(_ -> parts.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<ServiceStatus> look(ManagedSystem system, Service service) {
        var ref = new ServiceRef(system.name(), service.name());
        return CompletableFuture.supplyAsync(() -> status(system, service, ref), threads)
                .completeOnTimeout(
                        new ServiceStatus(ref, List.of(), "No answer within " + PATIENCE.toSeconds() + " s."),
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private ServiceStatus status(ManagedSystem system, Service service, ServiceRef ref) {
        try {
            Target target = targets.of(system);
            return new ServiceStatus(ref, target.look(system, service), null);
        } catch (TargetException e) {
            return new ServiceStatus(
                    ref, List.of(), Objects.requireNonNullElse(e.getMessage(), "It cannot be reached."));
        }
    }
}
