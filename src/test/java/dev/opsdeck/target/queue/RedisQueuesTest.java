package dev.opsdeck.target.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.QueueQuestion;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.target.kafka.KafkaLags;
import dev.opsdeck.target.redis.RedisCachesSupport;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.RedisServer;
import dev.opsdeck.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisTest
class RedisQueuesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static RedisServer redis;
    private static ManagedSystem system;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        system = Declared.system("""
                system: launches
                title: Launches
                runtime: { docker: launches }
                services: { redis: {} }
                caches: { broker: { service: redis, url: "%1$s" }, results: { service: redis, url: "%1$s/3" } }
                queues:
                  celery: { celery: { cache: broker, results: results } }
                  mail: { celery: { cache: broker, list: mail } }
                  exports: { redis-list: { cache: broker, key: exports, failed: exports-failed } }
                  plain: { redis-list: { cache: broker, key: plain } }
                """.formatted(redis.url()));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.commands().flushall();
        redis.commands().select(0);
    }

    private static Reading ask(String queue, @Nullable QueueQuestion question) {
        return RedisCachesSupport.with(caches ->
                new QueueProber(caches, KafkaLags.create()).ask(system, new Probe.Queue(queue, question), PATIENCE));
    }

    @Test
    void a_celery_list_that_grows_is_counted_over_all_priorities() {
        assertThat(ask("celery", null).measures().getFirst().value()).isZero();

        redis.commands().lpush("celery", "a", "b", "c");
        redis.commands().lpush("celery\u0006\u00163", "d", "e");
        redis.commands().lpush("celery\u0006\u00169", "f");
        redis.commands().hset("unacked", "tag", "g");
        Reading reading = ask("celery", QueueQuestion.DEPTH);

        assertThat(reading.measures().getFirst().name()).isEqualTo("depth");
        assertThat(reading.measures().getFirst().value()).isEqualTo(6);
        assertThat(reading.summary()).contains("6 tasks wait in celery").contains("1 more that is not done yet");
        assertThat(Objects.requireNonNull(reading.table()).rows())
                .containsExactly(List.of("0", "3"), List.of("3", "2"), List.of("9", "1"));
    }

    @Test
    void another_list_of_the_same_broker_is_another_queue() {
        redis.commands().lpush("celery", "a");
        redis.commands().lpush("mail", "b", "c");

        assertThat(ask("mail", null).measures().getFirst().value()).isEqualTo(2);
    }

    @Test
    void failed_tasks_are_told_from_the_others_by_their_results() {
        redis.commands().select(3);
        for (int i = 0; i < 700; i++) {
            redis.commands().set("celery-task-meta-ok" + i, "{\"status\": \"SUCCESS\", \"result\": \"FAILURE\"}");
        }
        redis.commands()
                .set(
                        "celery-task-meta-1",
                        "{\"status\": \"FAILURE\", \"result\": {\"exc_type\": \"TimeoutError\", \"exc_message\": [\"no answer\"],"
                                + " \"exc_module\": \"builtins\"}, \"traceback\": \"x\", \"date_done\": \"2026-11-22T10:00:00\"}");
        redis.commands().set("celery-task-meta-2", "{\"status\": \"RETRY\"}");
        redis.commands().hset("celery-task-meta-3", "odd", "one");

        Reading reading = ask("celery", QueueQuestion.FAILED);

        assertThat(reading.measures().getFirst().value()).isEqualTo(1);
        assertThat(reading.summary()).isEqualTo("1 of 703 results that are kept failed.");
        assertThat(Objects.requireNonNull(reading.table()).rows())
                .containsExactly(List.of("2026-11-22T10:00:00", "", "1", "TimeoutError: no answer"));
    }

    @Test
    void a_list_knows_what_waits_and_what_failed_where_the_catalog_says_so() {
        redis.commands().lpush("exports", "a", "b");
        redis.commands().lpush("exports-failed", "c");

        assertThat(ask("exports", null).measures().getFirst().value()).isEqualTo(2);
        assertThat(ask("exports", QueueQuestion.FAILED).measures().getFirst().value())
                .isEqualTo(1);
        assertThatThrownBy(() -> ask("plain", QueueQuestion.FAILED)).hasMessageContaining("failed: key");
        assertThatThrownBy(() -> ask("exports", QueueQuestion.LAG)).hasMessageContaining("Ask it for depth or failed");
    }
}
