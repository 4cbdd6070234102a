package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.Problem;
import io.micronaut.health.HealthStatus;
import jakarta.inject.Singleton;
import java.util.Map;

/** Whether the catalog's files as they are now are in force. */
@Singleton
final class CatalogIndicator extends Indicator {
    private final LiveCatalog catalog;

    CatalogIndicator(LiveCatalog catalog) {
        super("catalog", WARN);
        this.catalog = catalog;
    }

    @Override
    Look look() {
        LiveCatalog.State state = catalog.state();
        var details = Map.of(
                "checksum", state.catalog().checksum(),
                "systems", state.catalog().systems().size(),
                "problems", state.problems().stream().map(Problem::toString).toList());
        return new Look(state.isUpToDate() ? HealthStatus.UP : WARN, details);
    }
}
