package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Table;
import dev.opsdeck.target.ContainerPrograms;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;

/** Opens sessions that may change a database, apart from those that only read; and looks, for those who change. */
@Singleton
final class Writing {
    private static final Duration LOOK = Duration.ofSeconds(20);

    private final Databases databases;
    private final ContainerPrograms containers;

    Writing(Databases databases, ContainerPrograms containers) {
        this.databases = databases;
        this.containers = containers;
    }

    /**
     * The rows of a query, read only.
     *
     * @throws TargetException when it cannot be asked
     */
    Table look(ManagedSystem system, String database, String sql) {
        try {
            return databases.ask(
                    system, Databases.declared(system, database), Limits.of(LOOK), session -> session.rows(sql));
        } catch (ProbeException e) {
            throw new TargetException(Objects.requireNonNull(e.getMessage()), e);
        }
    }

    /**
     * Runs one statement that may change something, and waits for its end.
     *
     * @throws SqlFailure when the server refuses
     * @throws TargetException when it cannot be reached
     */
    Table run(ManagedSystem system, String database, String sql, WriteLimits limits) {
        try (WriteSession session = open(system, Databases.declared(system, database), limits)) {
            return session.run(sql);
        } catch (ProbeException e) {
            throw new TargetException(Objects.requireNonNull(e.getMessage()), e);
        }
    }

    private WriteSession open(ManagedSystem system, Database database, WriteLimits limits) {
        return database.exec() == null
                ? JdbcWriteSession.open(Databases.address(database), limits)
                : new PsqlWriteSession(containers, system, database.service(), database.exec(), limits);
    }

    /** Text as SQL writes it. */
    static String literal(String value) {
        return PsqlSession.literal(value);
    }
}
