package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackupSource;
import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.ContainerPrograms;
import dev.opsdeck.target.LocalPrograms;
import dev.opsdeck.target.postgres.Login;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds where PostgreSQL's own programs run for a database: in the container that the catalog names, or on this machine,
 * or, where this machine has none, in the container of the service.
 */
@Singleton
final class PostgresTools {
    private static final String ADVICE = " Install PostgreSQL's client programs of the server's version here"
            + " (Debian: postgresql-client), or write exec: USER for the database, to use those in its container.";

    private final ContainerPrograms containers;
    private final LocalPrograms local;
    private final Optional<String> folder;

    PostgresTools(ContainerPrograms containers, LocalPrograms local) {
        this.containers = containers;
        this.local = local;
        this.folder = ClientPrograms.newest();
    }

    /**
     * The database of that name in the catalog.
     *
     * @throws TargetException when the catalog has none any more
     */
    static Database declared(ManagedSystem system, String source) {
        BackupSource found = system.backupSources().get(source);
        if (found instanceof Database database) {
            return database;
        }
        throw new TargetException("The catalog has no database " + source + " any more.");
    }

    /** @throws TargetException when there are none of these programs */
    PostgresServer of(ManagedSystem system, Database database) {
        if (database.exec() != null) {
            var environment = Map.of("PGUSER", database.exec().user());
            return new PostgresServer(
                    inContainer(system, database),
                    environment,
                    database.exec().name(),
                    "the container of " + database.service());
        }
        Login login = Optional.ofNullable(database.url())
                .flatMap(Login::of)
                .orElseThrow(() -> new TargetException("The catalog does not say how to reach the database "
                        + database.name() + ": its URL is none of PostgreSQL."));
        if (folder.isPresent()) {
            return new PostgresServer(
                    new Place.Local(local, folder.get()), login.environment(), login.database(), login.shown());
        }
        if (containers.has(system)) {
            return new PostgresServer(
                    inContainer(system, database),
                    inside(login),
                    login.database(),
                    "the container of " + database.service());
        }
        throw new TargetException("There is no pg_dump on the machine that opsdeck runs on." + ADVICE);
    }

    private Place inContainer(ManagedSystem system, Database database) {
        return new Place.Container(containers, system, database.service());
    }

    /** From inside, the server is at home: where the URL says that it listens means something outside only. */
    private static Map<String, String> inside(Login login) {
        var environment = new HashMap<>(login.environment());
        environment.put("PGHOST", "localhost");
        environment.remove("PGPORT");
        return environment;
    }
}
