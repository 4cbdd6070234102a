package dev.opsdeck.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** A fresh, migrated database on a real PostgreSQL that all tests of the JVM share. */
public final class TestDatabase {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** Makes a database of its own for the caller, cloned from one that was migrated once. */
    public static TestDatabase create() {
        String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        execute("create database " + name + " template " + Server.TEMPLATE);
        return new TestDatabase(name);
    }

    public String jdbcUrl() {
        return Server.POSTGRES.getJdbcUrl("postgres", name);
    }

    public DataSource dataSource() {
        return dataSource(name);
    }

    public Jdbi jdbi() {
        return Jdbi.create(dataSource()).registerArrayType(String.class, "text");
    }

    private static DataSource dataSource(String database) {
        var source = new PGSimpleDataSource();
        source.setUrl(Server.POSTGRES.getJdbcUrl("postgres", database));
        return source;
    }

    private static void execute(String sql) {
        Jdbi.create(dataSource("postgres")).useHandle(handle -> handle.execute(sql));
    }

    private static final class Server {
        static final String TEMPLATE = "migrated";
        static final EmbeddedPostgres POSTGRES = start();

        static {
            execute("create database " + TEMPLATE);
            Flyway.configure().dataSource(dataSource(TEMPLATE)).load().migrate();
        }

        private static EmbeddedPostgres start() {
            try {
                var builder = EmbeddedPostgres.builder();
                Map.of("fsync", "off", "synchronous_commit", "off", "max_connections", "300")
                        .forEach(builder::setServerConfig);
                // On a busy machine ten seconds are not enough.
                return builder.setPGStartupWait(Duration.ofMinutes(2)).start();
            } catch (IOException e) {
                throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
            }
        }
    }
}
