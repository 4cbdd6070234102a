package dev.opsdeck.target;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import io.micronaut.context.annotation.Property;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The engines that the catalog names, with one client each. */
@Singleton
final class DockerEngines {
    private static final String LOCAL = "unix:///var/run/docker.sock";

    private final EngineAddress standard;
    private final Map<EngineAddress, DockerEngine> engines = new ConcurrentHashMap<>();

    /**
     * @param host where the default engine listens; the local socket when null or empty
     * @param certificates folder of the default engine's TLS files; no TLS when null or empty
     */
    DockerEngines(
            @Property(name = "opsdeck.docker.host") @Nullable String host,
            @Property(name = "opsdeck.docker.certificates") @Nullable String certificates) {
        this.standard =
                new EngineAddress(given(host).orElse(LOCAL), given(certificates).orElse(null));
    }

    private static Optional<String> given(@Nullable String setting) {
        return Optional.ofNullable(setting).filter(text -> !text.isBlank());
    }

    /** The engine of the system, if it runs on one. Does not connect. */
    Optional<DockerEngine> of(ManagedSystem system) {
        return switch (system.runtime()) {
            case Runtime.Docker docker -> Optional.of(at(docker.host(), docker.certificates()));
            case Runtime.Compose compose -> Optional.of(at(compose.host(), compose.certificates()));
            case Runtime.Kubernetes _, Runtime.Process _ -> Optional.empty();
        };
    }

    private DockerEngine at(@Nullable String host, @Nullable String certificates) {
        EngineAddress address = host == null ? standard : new EngineAddress(host, certificates);
        return engines.computeIfAbsent(address, DockerEngine::new);
    }

    @PreDestroy
    void close() {
        engines.values().forEach(DockerEngine::close);
        engines.clear();
    }
}
