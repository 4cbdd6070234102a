package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.target.EngineHealth;
import io.micronaut.health.HealthStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Whether the engines of the catalog answer. */
@Singleton
final class EngineIndicator extends Indicator {
    private final EngineHealth engines;
    private final LiveCatalog catalog;

    EngineIndicator(EngineHealth engines, LiveCatalog catalog) {
        super("engines", WARN);
        this.engines = engines;
        this.catalog = catalog;
    }

    @Override
    Look look() {
        List<EngineHealth.Status> all = engines.of(catalog.current());
        Map<String, String> details = all.stream()
                .collect(Collectors.toMap(
                        EngineHealth.Status::address,
                        status -> status.reachable()
                                ? Objects.requireNonNullElse(status.version(), "answers")
                                : Objects.requireNonNullElse(status.problem(), "does not answer")));
        return new Look(all.stream().allMatch(EngineHealth.Status::reachable) ? HealthStatus.UP : WARN, details);
    }
}
