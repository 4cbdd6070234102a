package dev.opsdeck.flow;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.message.SystemStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Looks at systems. Whoever asks for the same one within a second or two shares one look, so that a channel full of
 * people who ask does not become a load on the engine.
 */
@Singleton
final class Looking {
    /** After this the next who asks begins a new look. */
    static final Duration FRESH = Duration.ofMillis(1500);

    /** Until this who asks gets what is known while the new look is on its way. */
    private static final Duration KEPT = Duration.ofSeconds(4);

    private final LiveCatalog catalog;
    private final SystemLook look;
    private final AsyncLoadingCache<String, SystemStatus> looks;

    Looking(LiveCatalog catalog, SystemLook look) {
        this.catalog = catalog;
        this.look = look;
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        this.looks = Caffeine.newBuilder()
                .expireAfterWrite(KEPT)
                .refreshAfterWrite(FRESH)
                .executor(threads)
                .buildAsync((system, _) -> look(system));
    }

    /** The state of the system. */
    CompletableFuture<SystemStatus> system(String name) {
        return looks.get(name);
    }

    private CompletableFuture<SystemStatus> look(String name) {
        ManagedSystem system = catalog.current().systems().get(name);
        return system == null
                ? CompletableFuture.completedFuture(new SystemStatus(name, List.of(), List.of()))
                : look.at(system);
    }
}
