package dev.opsdeck.flow;

import io.micronaut.health.HealthStatus;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Without the database nothing works. */
@Singleton
final class DatabaseIndicator extends Indicator {
    private final Jdbi jdbi;

    DatabaseIndicator(Jdbi jdbi) {
        super("database", HealthStatus.DOWN);
        this.jdbi = jdbi;
    }

    @Override
    Look look() {
        String version = jdbi.withHandle(handle ->
                handle.createQuery("show server_version").mapTo(String.class).one());
        return new Look(HealthStatus.UP, Map.of("postgresql", version));
    }
}
