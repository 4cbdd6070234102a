package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.StepState;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.RedisServer;
import dev.opsdeck.testing.RedisTest;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Care for databases, caches and queues as people ask for it, approve it and see it done. */
@RedisTest
final class DataCareFlowTest {
    private static final String CHANNEL = "shop-ops";
    private static final String OPERATOR = "U0OMAR";
    private static final String LEAD = "U0LENA";
    private static final String VIEWER = "U0VERA";

    private static final String ACCESS = """
            people:
              U0VERA: { handle: vera, name: Vera Lindqvist, email: vera@demo.example }
              U0OMAR: { handle: omar, name: Omar Haddad, email: omar@demo.example, groups: [sre] }
              U0LENA: { handle: lena, name: Lena Fischer, email: lena@demo.example, groups: [ops-leads, sre] }
            roles:
              viewer: { everyone: true }
              operator: { groups: [sre] }
              lead: { groups: [ops-leads] }
            rules:
              - { allow: read, to: viewer }
              - { allow: change, to: operator }
              - { allow: destructive, to: operator, approval: { by: lead, count: 1, within: 15m } }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @SuppressWarnings("NullAway.Init")
    private static RedisServer redis;

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase orders;

    @BeforeAll
    static void start() throws IOException {
        orders = TestDatabase.create();
        orders.jdbi().useHandle(handle -> handle.execute("create table orders as select 1 as id"));
        redis = RedisServer.start();
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(catalog.resolve("shop.yml"), """
                system: shop
                title: Shop
                channels: { ops: shop-ops }
                runtime: process
                services:
                  db: { process: { command: [sleep, "600"] } }
                  redis: { process: { command: [sleep, "601"] } }
                databases: { main: { service: db, url: "%1$s" } }
                caches: { main: { service: redis, url: "%2$s" } }
                queues: { celery: { celery: { cache: main } } }
                runbooks:
                  tidy:
                    steps: [ { vacuum: { database: main, table: orders, analyze: true } }, { delete-keys: { cache: main, pattern: one } } ]
                """.formatted(orders.jdbcUrl(), redis.url()));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.slack().limits().enforce(false);
    }

    @AfterAll
    static void stop() {
        deck.close();
        redis.close();
    }

    private static long request(String text) throws Exception {
        long before = newest();
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops " + text);
        return Awaitility.await("a run for " + text)
                .atMost(Duration.ofSeconds(60))
                .until(DataCareFlowTest::newest, id -> id > before);
    }

    private static long newest() {
        return deck.bean(Jdbi.class).withHandle(handle -> handle.createQuery("select coalesce(max(id), 0) from run")
                .mapTo(Long.class)
                .one());
    }

    private static Run find(long id) {
        return deck.bean(Jdbi.class)
                .withHandle(handle -> deck.bean(RunStore.class).find(handle, id))
                .orElseThrow();
    }

    private static Run ended(long id) {
        return Awaitility.await("the end of run " + id)
                .atMost(Duration.ofSeconds(60))
                .until(() -> find(id), run -> run.state().ended());
    }

    private static void approve(long run) throws Exception {
        Message card = deck.awaitMessage(CHANNEL, "Run " + run + " ");
        deck.slack().as(LEAD).click(CHANNEL, card.ts(), "run_approve");
    }

    private static Connection idleInTransaction(String application) throws SQLException {
        Connection connection = DriverManager.getConnection(orders.jdbcUrl() + "&ApplicationName=" + application);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select 1");
        }
        return connection;
    }

    private static boolean lives(String application) {
        return orders.jdbi().withHandle(handle -> handle.createQuery(
                        "select count(*) > 0 from pg_stat_activity where application_name = :name")
                .bind("name", application)
                .mapTo(Boolean.class)
                .one());
    }

    @Test
    void only_the_sessions_that_were_approved_are_ended() throws Exception {
        try (Connection _ = idleInTransaction("stuck");
                Connection _ = idleInTransaction("innocent")) {
            int pid = orders.jdbi().withHandle(handle -> handle.createQuery(
                            "select pid from pg_stat_activity where application_name = 'stuck'")
                    .mapTo(Integer.class)
                    .one());
            long run = request("db main kill " + pid + " --reason=\"holds locks\"");
            deck.awaitMessage(CHANNEL, "End session " + pid);
            assertThat(find(run).state()).isEqualTo(RunState.WAITING);
            assertThat(lives("stuck")).isTrue();

            approve(run);

            assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(find(run).steps()).allMatch(step -> step.state() == StepState.DONE);
            assertThat(lives("stuck")).isFalse();
            assertThat(lives("innocent")).isTrue();
        }
    }

    @Test
    void who_may_only_look_changes_nothing() throws Exception {
        redis.commands().set("kept", "1");

        deck.slack().as(VIEWER).command(CHANNEL, "/ops cache main delete kept");

        assertThat(deck.awaitPrivate(VIEWER, CHANNEL, "No rule allows you")).contains("operator");
        assertThat(redis.commands().exists("kept")).isEqualTo(1);
    }

    @Test
    void a_flush_that_would_lose_queued_work_is_refused_before_anybody_is_asked() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops cache main flush");

        assertThat(deck.awaitPrivate(OPERATOR, CHANNEL, "Nothing was deleted")).contains("shop/celery");
    }

    @Test
    void a_purge_is_approved_and_put_back_with_the_command_that_it_names() throws Exception {
        redis.commands().lpush("celery", "a", "b", "c");
        long purge = request("queue celery purge");
        approve(purge);
        assertThat(ended(purge).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(redis.commands().exists("celery")).isZero();
        String evidence = String.valueOf(find(purge).steps().getFirst().note());

        long back = request(evidence.substring(evidence.indexOf("queue shop/celery put-back")));

        assertThat(ended(back).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(redis.commands().lrange("celery", 0, -1)).containsExactly("c", "b", "a");
    }

    @Test
    void a_runbook_cares_for_the_database_and_the_cache() throws Exception {
        redis.commands().set("one", "1");

        long run = request("run tidy");

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(redis.commands().exists("one")).isZero();
    }
}
