package dev.opsdeck.target.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.CacheQuestion;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.RedisServer;
import dev.opsdeck.testing.RedisTest;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RedisTest
class CacheProberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static RedisServer redis;

    private final RedisCaches caches = new RedisCaches();

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.commands().flushall();
        redis.commands().configResetstat();
        redis.commands().slowlogReset();
    }

    @AfterEach
    void close() {
        caches.close();
    }

    static ManagedSystem system(String url) {
        return Declared.system("""
                system: shop
                title: Shop
                runtime: { docker: shop }
                services: { redis: {} }
                caches: { main: { service: redis, url: "%s" } }
                """.formatted(url));
    }

    private Reading ask(String url, CacheQuestion question, @Nullable String of) {
        return new CacheProber(caches, Clock.systemUTC())
                .ask(system(url), new Probe.Cache("main", question, of), PATIENCE);
    }

    private Reading ask(CacheQuestion question) {
        return ask(redis.url(), question, null);
    }

    private Reading ask(CacheQuestion question, String of) {
        return ask(redis.url(), question, of);
    }

    private static double measure(Reading reading, String name) {
        return reading.measures().stream()
                .filter(measure -> measure.name().equals(name))
                .mapToDouble(Measure::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + reading));
    }

    @ParameterizedTest
    @EnumSource(CacheQuestion.class)
    void every_question_is_answered(CacheQuestion question) {
        Reading reading =
                switch (question) {
                    case KEYS -> ask(question, "*");
                    case TTL, LENGTH -> ask(question, "nothing");
                    case CONFIG -> ask(question, "maxmemory");
                    case PING, INFO, MEMORY, HIT_RATE, SIZE, SLOW_LOG -> ask(question);
                };

        assertThat(reading.summary()).isNotBlank().endsWith(".");
    }

    @Test
    void a_hit_rate_of_40_percent_is_measured_as_such() {
        redis.commands().set("here", "1");
        for (int i = 0; i < 10; i++) {
            redis.commands().get(i < 4 ? "here" : "absent");
        }

        Reading reading = ask(CacheQuestion.HIT_RATE);

        assertThat(measure(reading, "ratio")).isEqualTo(40);
        assertThat(reading.summary()).contains("40 %").contains("10 lookups");
    }

    @Test
    void a_cache_that_nobody_asked_has_no_hit_rate_rather_than_none() {
        Reading reading = ask(CacheQuestion.HIT_RATE);

        assertThat(reading.measures()).isEmpty();
        assertThat(reading.summary()).contains("no hit rate yet");
    }

    @Test
    void memory_is_measured_against_the_limit_and_without_one_against_the_machine() {
        assertThat(ask(CacheQuestion.MEMORY).summary())
                .contains("without a limit")
                .contains("of the machine's");

        redis.commands().configSet("maxmemory", "100mb");
        try {
            Reading reading = ask(CacheQuestion.MEMORY);
            assertThat(measure(reading, "used")).isEqualTo(measure(reading, "bytes") * 100 / (100 * 1024 * 1024));
            assertThat(reading.summary()).contains("of its limit of 100 MB (noeviction)");
        } finally {
            redis.commands().configSet("maxmemory", "0");
        }
    }

    @Test
    void keys_are_found_by_their_pattern_without_the_command_that_blocks() {
        Map<String, String> flights = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            flights.put("flights::UAL" + i, "x");
        }
        redis.commands().mset(flights);
        redis.commands().set("sessions::1", "x");

        Reading reading = ask(CacheQuestion.KEYS, "flights::*");

        assertThat(measure(reading, "keys")).isEqualTo(3_000);
        assertThat(Objects.requireNonNull(reading.table()).rows()).hasSize(1_000);
        assertThat(reading.table().complete()).isFalse();
        assertThat(redis.commands().info("commandstats"))
                .contains("cmdstat_scan")
                .doesNotContain("cmdstat_keys");
    }

    @Test
    void what_is_more_than_can_be_counted_is_at_least() {
        for (int batch = 0; batch < 13; batch++) {
            Map<String, String> some = new HashMap<>();
            for (int i = 0; i < 1_000; i++) {
                some.put("k" + batch + ":" + i, "x");
            }
            redis.commands().mset(some);
        }

        Reading reading = ask(CacheQuestion.KEYS, "k*");

        assertThat(measure(reading, "keys")).isEqualTo(10_000);
        assertThat(reading.summary()).startsWith("At least 10,000");
    }

    @Test
    void a_key_lives_for_a_time_for_ever_or_not_at_all() {
        redis.commands().setex("soon", 90, "x");
        redis.commands().set("ever", "x");

        assertThat(measure(ask(CacheQuestion.TTL, "soon"), "seconds")).isBetween(80.0, 90.0);
        assertThat(ask(CacheQuestion.TTL, "ever").summary()).contains("for ever");
        assertThat(measure(ask(CacheQuestion.TTL, "ever"), "seconds")).isEqualTo(-1);
        assertThat(ask(CacheQuestion.TTL, "never").summary()).contains("no key never");
        assertThat(measure(ask(CacheQuestion.TTL, "never"), "seconds")).isEqualTo(-2);
    }

    @Test
    void the_length_of_a_list_is_counted_and_of_something_else_refused() {
        redis.commands().rpush("jobs", "1", "2", "3");
        redis.commands().set("text", "x");

        assertThat(measure(ask(CacheQuestion.LENGTH, "jobs"), "length")).isEqualTo(3);
        assertThatThrownBy(() -> ask(CacheQuestion.LENGTH, "text")).hasMessageContaining("another kind");
    }

    @Test
    void slow_commands_are_shown_with_their_key_and_without_their_values() {
        redis.commands().configSet("slowlog-log-slower-than", "0");
        redis.commands().set("customer", "a secret of theirs");
        redis.commands().configSet("slowlog-log-slower-than", "10000");

        Reading reading = ask(CacheQuestion.SLOW_LOG);

        assertThat(Objects.requireNonNull(reading.table()).rows())
                .anySatisfy(row ->
                        assertThat(row.getLast().toLowerCase(Locale.ROOT)).isEqualTo("set customer (+1)"));
        assertThat(reading.toString()).doesNotContain("secret of theirs");
    }

    @Test
    void settings_are_read_and_secrets_among_them_are_not() {
        try (RedisServer locked = RedisServer.startWithPassword("tailwind-77", "--masterauth", "other-99")) {
            String url = "redis://:tailwind-77@127.0.0.1:" + locked.port();

            Reading one = ask(url, CacheQuestion.CONFIG, "requirepass");
            Reading all = ask(url, CacheQuestion.CONFIG, "*");

            assertThat(one.summary()).isEqualTo("requirepass is •••.");
            assertThat(all.toString()).contains("maxmemory-policy").doesNotContain("tailwind-77", "other-99");
        }
    }

    @Test
    void a_setting_that_is_a_number_can_be_held_against_a_threshold() {
        assertThat(measure(ask(CacheQuestion.CONFIG, "maxclients"), "value")).isPositive();
    }

    @Test
    void questions_that_need_more_say_what() {
        assertThatThrownBy(() -> ask(CacheQuestion.KEYS)).hasMessageContaining("pattern such as");
        assertThatThrownBy(() -> ask(CacheQuestion.TTL)).hasMessageContaining("which key");
    }

    @Test
    void a_wrong_password_is_told_without_it() {
        try (RedisServer locked = RedisServer.startWithPassword("tailwind-77")) {
            assertThatThrownBy(() -> ask("redis://:headwind-66@127.0.0.1:" + locked.port(), CacheQuestion.PING, null))
                    .isInstanceOf(ProbeException.class)
                    .hasMessageContaining("refused the password")
                    .hasMessageNotContaining("headwind-66");
            assertThatThrownBy(() -> ask("redis://127.0.0.1:" + locked.port(), CacheQuestion.PING, null))
                    .hasMessageContaining("refused the password");
        }
    }

    @Test
    void a_redis_that_is_not_there_is_told_without_its_password() {
        assertThatThrownBy(() -> ask("redis://:headwind-66@127.0.0.1:1", CacheQuestion.PING, null))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("main at 127.0.0.1:1")
                .hasMessageContaining("refused the connection")
                .hasMessageNotContaining("headwind-66");
        assertThatThrownBy(() -> ask("gopher://:headwind-66@127.0.0.1:1", CacheQuestion.PING, null))
                .hasMessageContaining("not one of Redis")
                .hasMessageNotContaining("headwind-66");
        assertThatThrownBy(() -> ask("rediss://:headwind-66@127.0.0.1:" + redis.port(), CacheQuestion.PING, null))
                .hasMessageNotContaining("headwind-66");
    }

    @Test
    void nothing_was_written_by_any_question() {
        RedisCommands<String, String> behind = redis.commands();
        behind.set("key", "x");
        behind.rpush("list", "1");
        behind.configResetstat();

        for (CacheQuestion question : CacheQuestion.values()) {
            String of =
                    switch (question) {
                        case KEYS -> "*";
                        case LENGTH -> "list";
                        case TTL -> "key";
                        case CONFIG -> "*";
                        case PING, INFO, MEMORY, HIT_RATE, SIZE, SLOW_LOG -> null;
                    };
            ask(redis.url(), question, of);
        }

        List<String> used = behind.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .map(line -> line.substring("cmdstat_".length(), line.indexOf(':')))
                .toList();
        assertThat(used)
                .contains("scan", "ttl", "llen", "config|get", "slowlog|get")
                .isSubsetOf(
                        "ping",
                        "info",
                        "dbsize",
                        "scan",
                        "ttl",
                        "llen",
                        "config|get",
                        "slowlog|get",
                        "slowlog|len",
                        "hello",
                        "client|setinfo",
                        "client|setname",
                        "select",
                        "config|resetstat");
    }

    @Test
    void the_reader_offers_nothing_that_writes() {
        assertThat(Arrays.stream(RedisReader.class.getDeclaredMethods())
                        .filter(method ->
                                !java.lang.reflect.Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                        .map(java.lang.reflect.Method::getName))
                .containsExactlyInAnyOrder(
                        "ping",
                        "info",
                        "settings",
                        "size",
                        "scan",
                        "secondsToLive",
                        "type",
                        "listLength",
                        "hashLength",
                        "beginnings",
                        "slowest",
                        "slowLogLength",
                        "close");
    }
}
