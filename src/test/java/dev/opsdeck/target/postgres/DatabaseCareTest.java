package dev.opsdeck.target.postgres;

import dev.opsdeck.target.TestContainers;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Over the network, by its URL. */
final class DatabaseCareTest extends DatabaseCareContract {
    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static CareRig rig;

    private static final List<Connection> SESSIONS = new ArrayList<>();

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        database.jdbi().useHandle(handle -> {
            handle.execute("drop schema public cascade");
            handle.execute("create schema public");
            TABLES.forEach(handle::execute);
        });
        rig = new CareRig(Declared.catalog("""
                system: shop
                title: Shop
                runtime: process
                services: { db: { process: { command: [sleep, "600"] } } }
                databases:
                  main:
                    service: db
                    url: "%s"
                """.formatted(database.jdbcUrl()) + SECTIONS), TestContainers.programs());
    }

    @AfterAll
    static void stop() throws SQLException {
        rig.close();
        for (Connection connection : SESSIONS) {
            connection.close();
        }
    }

    @Override
    CareRig rig() {
        return rig;
    }

    @Override
    String sql(String statement) {
        return database.jdbi().withHandle(handle -> handle.createQuery(statement.replace("?", "??").replace("::", "\\:\\:"))
                .mapTo(String.class)
                .stream()
                .map(String::valueOf)
                .collect(Collectors.joining("\n")));
    }

    @Override
    void session(String application, String statements) {
        try {
            Connection connection =
                    DriverManager.getConnection(database.jdbcUrl() + "&ApplicationName=" + application);
            SESSIONS.add(connection);
            Thread.ofVirtual().start(() -> {
                try (var statement = connection.createStatement()) {
                    statement.execute(statements);
                } catch (SQLException e) {
                    // Ended by the test, or with it.
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
