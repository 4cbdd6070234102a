package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Secret;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.target.ContainerPrograms;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/** Opens one session per question, and tells in words why one cannot be had. */
@Singleton
final class Databases {
    private final ContainerPrograms containers;

    Databases(ContainerPrograms containers) {
        this.containers = containers;
    }

    static Database declared(ManagedSystem system, String name) {
        return Optional.ofNullable(system.databases().get(name))
                .orElseThrow(() -> new ProbeException("The catalog has no database " + name + " any more."));
    }

    /** What comes of asking, with the session closed afterwards. */
    <T> T ask(ManagedSystem system, Database database, Limits limits, Function<Session, T> question) {
        String where = database.name() + " at " + place(system, database);
        try (Session session = open(system, database, limits)) {
            return question.apply(session);
        } catch (SqlFailure e) {
            throw SqlFaults.told(where, e);
        }
    }

    private Session open(ManagedSystem system, Database database, Limits limits) {
        if (database.url() != null) {
            return JdbcSession.open(address(database, database.url()), limits);
        }
        if (database.exec() != null) {
            return new PsqlSession(containers, system, database.service(), database.exec(), limits);
        }
        throw new ProbeException(
                "The catalog does not say how to reach the database " + database.name() + ". Give it url or exec.");
    }

    static Address address(Database database) {
        Secret url = database.url();
        if (url == null) {
            throw new ProbeException(
                    "The catalog does not say how to reach the database " + database.name() + ". Give it url or exec.");
        }
        return address(database, url);
    }

    private static Address address(Database database, Secret url) {
        return Address.of(url)
                .orElseThrow(() -> new ProbeException("The URL of the database " + database.name()
                        + " is not one of PostgreSQL. Write jdbc:postgresql://host:5432/name?user=…&password=… or"
                        + " postgres://user:password@host:5432/name."));
    }

    private static String place(ManagedSystem system, Database database) {
        return database.url() == null
                ? "the container of " + system.name() + "/" + database.service()
                : address(database, database.url()).shown();
    }
}
