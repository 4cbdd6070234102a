package dev.opsdeck.target.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.DatabaseQuestion;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway") // what asks inside of containers is never used where there is a URL
class DatabaseProberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestDatabase database = TestDatabase.create();
    private final ManagedSystem system = system(database.jdbcUrl());

    static ManagedSystem system(String url) {
        return Declared.system("""
                system: shop
                title: Shop
                runtime: { docker: shop }
                services: { db: {} }
                databases: { main: { service: db, url: "%s" } }
                """.formatted(url));
    }

    /** The container's seam is never used where there is a URL. */
    private static DatabaseProber prober() {
        return new DatabaseProber(new Databases(null));
    }

    private Reading ask(DatabaseQuestion question) {
        return prober().ask(system, new Probe.Database("main", question), PATIENCE);
    }

    private static double measure(Reading reading, String name) {
        return reading.measures().stream()
                .filter(measure -> measure.name().equals(name))
                .mapToDouble(Measure::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + reading));
    }

    @ParameterizedTest
    @EnumSource(value = DatabaseQuestion.class, mode = EnumSource.Mode.EXCLUDE, names = "SLOW")
    void every_question_is_answered_by_a_database_that_does_nothing(DatabaseQuestion question) {
        Reading reading = ask(question);

        assertThat(reading.summary()).isNotBlank().endsWith(".");
        assertThat(reading.failures()).isEmpty();
    }

    @Test
    void connections_are_counted_against_what_users_can_have() throws SQLException {
        double before = measure(ask(DatabaseQuestion.CONNECTIONS), "connections");
        try (Connection _ = database.dataSource().getConnection()) {
            Reading reading = ask(DatabaseQuestion.CONNECTIONS);

            assertThat(measure(reading, "connections")).isEqualTo(before + 1);
            assertThat(reading.measures().getFirst().name()).isEqualTo("used");
            assertThat(measure(reading, "used")).isEqualTo((before + 1) * 100 / 297);
            assertThat(reading.summary()).contains("of 297 connections").contains("3 of 300 are reserved");
        }
    }

    @Test
    void a_session_that_is_idle_in_a_transaction_is_told_apart_from_an_idle_one() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("select 1");

            assertThat(measure(ask(DatabaseQuestion.CONNECTIONS), "idle-in-transaction"))
                    .isEqualTo(1);
            Awaitility.await().untilAsserted(() -> {
                Reading reading = ask(DatabaseQuestion.LONG);
                assertThat(measure(reading, "idle-in-transaction")).isEqualTo(1);
                assertThat(reading.summary()).contains("1 session is idle in a transaction");
            });
        }
    }

    @Test
    void a_query_that_runs_is_named_with_its_age_and_without_its_values() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            var running = CompletableFuture.runAsync(
                    () -> execute(statement, "select pg_sleep(60), 'a customer''s secret' as told"));
            Awaitility.await().untilAsserted(() -> {
                Reading reading = ask(DatabaseQuestion.ACTIVE);
                assertThat(measure(reading, "queries")).isEqualTo(1);
                assertThat(reading.summary()).contains("1 statement runs");
                assertThat(Objects.requireNonNull(reading.table()).rows().getFirst())
                        .contains("select pg_sleep(60), '…' as told");
            });
            statement.cancel();
            running.join();
        }
    }

    @Test
    void whoever_waits_for_a_lock_is_shown_with_who_holds_it() throws Exception {
        try (Connection holder = database.dataSource().getConnection();
                Connection waiting = database.dataSource().getConnection();
                var blocked = waiting.createStatement()) {
            holder.createStatement().execute("create table stock (id int)");
            holder.setAutoCommit(false);
            holder.createStatement().execute("lock table stock");
            var running = CompletableFuture.runAsync(() -> execute(blocked, "select * from stock"));

            Awaitility.await().untilAsserted(() -> {
                Reading reading = ask(DatabaseQuestion.LOCKS);
                assertThat(measure(reading, "blocked")).isEqualTo(1);
                assertThat(reading.summary())
                        .contains("1 session waits for a lock")
                        .contains("idle in transaction");
                List<String> row =
                        Objects.requireNonNull(reading.table()).rows().getFirst();
                assertThat(row).contains("select * from stock", "lock table stock");
                assertThat(row.get(2)).isEqualTo(String.valueOf(pid(holder)));
            });
            holder.rollback();
            running.join();
        }
        assertThat(measure(ask(DatabaseQuestion.LOCKS), "blocked")).isZero();
    }

    @Test
    void the_hit_rate_is_a_share_of_what_was_looked_up() {
        Reading reading = ask(DatabaseQuestion.HIT_RATE);

        assertThat(measure(reading, "ratio")).isBetween(0.0, 100.0);
        assertThat(reading.summary()).contains("blocks were found in PostgreSQL's own cache");
    }

    @Test
    void tables_are_listed_largest_first_with_the_size_of_the_database() {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "create table large as select n, repeat('x', 100) as text from generate_series(1, 20000) n"));

        Reading reading = ask(DatabaseQuestion.SIZES);

        assertThat(measure(reading, "bytes")).isGreaterThan(1_000_000);
        assertThat(Objects.requireNonNull(reading.table()).rows().getFirst().getFirst())
                .isEqualTo("large");
    }

    @Test
    void dead_rows_are_an_estimate_that_says_so() {
        database.jdbi().useHandle(handle -> {
            handle.execute("create table churn with (autovacuum_enabled = off) as select generate_series(1, 4000) n");
            handle.execute("delete from churn where n <= 1000");
        });

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Reading reading = ask(DatabaseQuestion.BLOAT);
            assertThat(reading.summary()).startsWith("An estimate").contains("churn");
            assertThat(measure(reading, "dead")).isEqualTo(25);
        });
    }

    @Test
    void an_index_that_nobody_uses_is_counted_and_one_that_keeps_a_promise_is_not() {
        double before = measure(ask(DatabaseQuestion.INDEXES), "unused");
        database.jdbi().useHandle(handle -> {
            handle.execute("create table parts (id int primary key, name text, code text unique)");
            handle.execute("create index parts_name on parts (name)");
        });

        assertThat(measure(ask(DatabaseQuestion.INDEXES), "unused")).isEqualTo(before + 1);
    }

    @Test
    void a_large_table_that_is_read_from_end_to_end_is_a_hint_at_an_index() {
        database.jdbi().useHandle(handle -> {
            handle.execute("create table visits as select n, n % 7 as day from generate_series(1, 12000) n");
            handle.execute("analyze visits");
            for (int i = 0; i < 5; i++) {
                handle.execute("select count(*) from visits where day = " + i);
            }
        });

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Reading reading = ask(DatabaseQuestion.MISSING_INDEXES);
            assertThat(measure(reading, "tables")).isEqualTo(1);
            assertThat(Objects.requireNonNull(reading.table()).rows().getFirst())
                    .contains("visits");
        });
    }

    @Test
    void slow_statements_without_the_extension_are_told_with_what_to_do() {
        assertThatThrownBy(() -> ask(DatabaseQuestion.SLOW))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("pg_stat_statements is missing")
                .hasMessageContaining("CREATE EXTENSION");
    }

    @Test
    void a_database_that_nobody_serves_is_told_without_its_password() {
        assertThatThrownBy(() -> prober().ask(
                                system("postgres://shop:runway-42@127.0.0.1:1/shop"),
                                new Probe.Database("main", DatabaseQuestion.PING),
                                PATIENCE))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("127.0.0.1:1/shop")
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("runway-42");
    }

    @Test
    void a_database_that_is_not_there_is_told() {
        String url = database.jdbcUrl().replaceFirst("/test_[^?]*", "/nowhere");

        assertThatThrownBy(() -> prober().ask(system(url), new Probe.Database("main", DatabaseQuestion.PING), PATIENCE))
                .hasMessageContaining("no such database");
    }

    @Test
    void a_user_who_may_not_log_in_is_told() {
        String url = database.jdbcUrl().replace("user=postgres", "user=nobody");

        assertThatThrownBy(() -> prober().ask(system(url), new Probe.Database("main", DatabaseQuestion.PING), PATIENCE))
                .hasMessageContaining("refused the user");
    }

    @Test
    void a_server_without_a_free_connection_is_told() {
        database.jdbi().useHandle(handle -> {
            handle.execute("create role crowded login connection limit 0");
            handle.execute("grant all on schema public to crowded");
        });
        String url = database.jdbcUrl().replace("user=postgres", "user=crowded");
        try {
            assertThatThrownBy(() ->
                            prober().ask(system(url), new Probe.Database("main", DatabaseQuestion.PING), PATIENCE))
                    .hasMessageContaining("no free connection");
        } finally {
            database.jdbi().useHandle(handle -> handle.execute("drop owned by crowded; drop role crowded"));
        }
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    }

    private static void execute(java.sql.Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as("cancelled by the test").isEqualTo("57014");
        }
    }
}
