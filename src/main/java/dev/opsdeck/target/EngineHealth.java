package dev.opsdeck.target;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.Catalog;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/** Whether the Docker engines of a catalog answer. */
@Singleton
public final class EngineHealth {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;

    private final DockerEngines engines;
    private final Cache<EngineAddress, Status> known =
            Caffeine.newBuilder().expireAfterWrite(FRESH).build();

    EngineHealth(DockerEngines engines) {
        this.engines = engines;
    }

    /**
     * One engine.
     *
     * @param address where it listens
     * @param version null when it does not answer
     * @param problem why it does not answer and what to check; null when it does
     */
    public record Status(
            String address,
            @Nullable String version,
            @Nullable String problem) {
        public boolean reachable() {
            return problem == null;
        }
    }

    /** Each engine that a system of the catalog runs on, once. Takes two seconds at most; up to five seconds old. */
    public List<Status> of(Catalog catalog) {
        return catalog.systems().values().stream()
                .map(engines::of)
                .flatMap(Optional::stream)
                .distinct()
                .gather(Gatherers.mapConcurrent(AT_ONCE, engine -> known.get(engine.address(), _ -> ask(engine))))
                .toList();
    }

    private static Status ask(DockerEngine engine) {
        String address = engine.address().toString();
        try {
            return new Status(address, engine.version(LIMIT), null);
        } catch (EngineUnreachable e) {
            return new Status(address, null, String.valueOf(e.getMessage()));
        } catch (DockerException e) {
            return new Status(address, null, "The engine refused to tell its version: " + EngineCall.refusal(e));
        }
    }
}
