package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.CacheQuestion;
import dev.opsdeck.catalog.DatabaseQuestion;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.QueueQuestion;
import dev.opsdeck.probe.Answer;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Probing;
import dev.opsdeck.target.postgres.PostgresProbers;
import dev.opsdeck.target.queue.QueueProbers;
import dev.opsdeck.target.redis.RedisCachesSupport;
import dev.opsdeck.testing.RedisServer;
import dev.opsdeck.testing.RedisTest;
import dev.opsdeck.testing.SecretCorpus;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of every shape, through every way in which databases, caches and queues could let them out. */
@RedisTest
final class DataMaskingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<SecretCorpus.Shape> SHAPES = SecretCorpus.shapes();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private interface Asked {
        Answer of(Probe probe);
    }

    private interface Use {
        void with(Asked asked) throws Exception;
    }

    private void probing(String sections, Use use) throws Exception {
        Files.writeString(folder.resolve("access.yml"), """
                roles: { viewer: { everyone: true } }
                rules: [ { allow: read, to: viewer } ]
                """);
        Files.writeString(folder.resolve("shop.yml"), """
                system: shop
                title: "${LEAK}"
                runtime: { docker: shop }
                services: { db: {}, redis: {} }
                """ + sections);
        Map<String, String> environment = Map.of("LEAK", SecretCorpus.OF_CATALOG);
        try (LiveCatalog catalog = LiveCatalog.open(folder, name -> Optional.ofNullable(environment.get(name)))) {
            ManagedSystem system =
                    Objects.requireNonNull(catalog.current().systems().get("shop"));
            RedisCachesSupport.with(caches -> {
                List<Prober<?>> probers = new ArrayList<>(PostgresProbers.all());
                probers.addAll(RedisCachesSupport.probers(caches));
                probers.addAll(QueueProbers.all(caches));
                var probing = new Probing(probers, new CatalogMasking(catalog));
                try {
                    use.with(probe -> probing.ask(system, probe, PATIENCE).join());
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                return caches;
            });
        }
    }

    private static void assertClean(Answer answer) {
        String all = answer.toString();
        assertThat(SHAPES.stream().filter(shape -> all.contains(shape.secret())))
                .isEmpty();
        assertThat(all).contains("•••");
    }

    @Test
    void rows_plans_errors_and_sessions_of_a_database() throws Exception {
        TestDatabase database = TestDatabase.create();
        database.jdbi().useHandle(handle -> {
            handle.execute("create table notes (text text, password text)");
            for (SecretCorpus.Shape shape : SHAPES) {
                handle.execute("insert into notes values (?, ?)", shape.text(), shape.secret());
            }
        });
        probing("""
                databases: { main: { service: db, url: "%s" }, dead: { service: db, url: "postgres://app:hunter22@127.0.0.1:1/x" } }
                queries:
                  all: { database: main, limit: 1000, sql: select text from notes }
                  bare: { database: main, limit: 1000, sql: select password from notes }
                  named: { database: main, limit: 1000, sql: select text as t from notes where text = 'password=hunter22' }
                  wrong: { database: main, parameters: { text: text }, sql: "select cast(cast(:text as text) as int)" }
                """.formatted(database.jdbcUrl()), asked -> {
            Answer rows = asked.of(new Probe.Query("all", Map.of(), false));
            assertThat(((Answer.Read) rows).reading().table())
                    .satisfies(table ->
                            assertThat(Objects.requireNonNull(table).rows()).hasSameSizeAs(SHAPES));
            assertClean(rows);
            assertClean(asked.of(new Probe.Query("bare", Map.of(), false)));
            assertClean(asked.of(new Probe.Query("named", Map.of(), true)));
            for (SecretCorpus.Shape shape : SHAPES) {
                Answer error = asked.of(new Probe.Query("wrong", Map.of("text", shape.text()), false));
                assertThat(error).isInstanceOf(Answer.Unknown.class);
                assertThat(error.toString()).contains("invalid input syntax").doesNotContain(shape.secret());
            }
            assertThat(asked.of(new Probe.Database("dead", DatabaseQuestion.PING))
                            .toString())
                    .contains("cannot be reached")
                    .doesNotContain("hunter22");
            sessions(database, asked);
        });
    }

    /** Names of applications and comments in statements are whatever programs put there. */
    private static void sessions(TestDatabase database, Asked asked) throws Exception {
        for (SecretCorpus.Shape shape : SHAPES) {
            try (var connection = database.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                connection.createStatement().execute("select 1 /* " + shape.text() + " */");
                Answer sessions = asked.of(new Probe.Database("main", DatabaseQuestion.LONG));
                assertThat(sessions.toString()).doesNotContain(shape.secret());
            }
        }
    }

    @Test
    void keys_commands_and_settings_of_a_cache() throws Exception {
        try (RedisServer redis = RedisServer.startWithPassword("hunter22", "--masterauth", "0123abcd4567")) {
            redis.commands().configSet("slowlog-log-slower-than", "0");
            for (SecretCorpus.Shape shape : SHAPES) {
                redis.commands().rpush(shape.text(), "x");
            }
            probing(
                    "caches: { main: { service: redis, url: \"redis://:hunter22@127.0.0.1:" + redis.port() + "\" } }",
                    asked -> {
                        assertClean(asked.of(new Probe.Cache("main", CacheQuestion.KEYS, "*")));
                        assertClean(asked.of(new Probe.Cache("main", CacheQuestion.SLOW_LOG, null)));
                        assertClean(asked.of(new Probe.Cache("main", CacheQuestion.CONFIG, "*")));
                        for (SecretCorpus.Shape shape : SHAPES) {
                            assertThat(asked.of(new Probe.Cache("main", CacheQuestion.LENGTH, shape.text()))
                                            .toString())
                                    .contains("1 entry is")
                                    .doesNotContain(shape.secret());
                        }
                    });
        }
    }

    @Test
    void failed_tasks_and_groups_of_queues() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            probing("""
                    caches: { main: { service: redis, url: "%s" } }
                    queues:
                      celery: { celery: main }
                      events: { kafka: { brokers: "127.0.0.1:1", group: "password=hunter22" } }
                    """.formatted(redis.url()), asked -> {
                for (SecretCorpus.Shape shape : SHAPES) {
                    redis.commands().flushall();
                    redis.commands()
                            .set(
                                    "celery-task-meta-1",
                                    "{\"status\": \"FAILURE\", \"result\": {\"exc_type\": \"Error\", \"exc_message\": \""
                                            + json(shape.text()) + "\"}}");
                    Answer failed = asked.of(new Probe.Queue("celery", QueueQuestion.FAILED));
                    assertThat(failed.toString()).contains("1 of 1").doesNotContain(shape.secret());
                }
                var group = new Probe.Queue("events", QueueQuestion.LAG);
                assertThat(asked.of(group).toString()).contains("•••").doesNotContain("hunter22");
            });
        }
    }

    private static String json(String text) throws IOException {
        return text.chars()
                .mapToObj(c -> switch (c) {
                    case '"', '\\' -> "\\" + (char) c;
                    case '\n' -> "\\n";
                    default -> String.valueOf((char) c);
                })
                .collect(Collectors.joining());
    }
}
