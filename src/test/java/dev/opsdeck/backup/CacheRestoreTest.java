package dev.opsdeck.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.command.CreateContainerCmd;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.testing.Control;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.TestContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of real Redis servers in containers that publish no port, restored step by step. */
@EngineTest
final class CacheRestoreTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PASSWORD = "secret-of-redis";

    @SuppressWarnings("NullAway.Init")
    private static TestContainer plain;

    /** Writes an append-only file, which wins over a snapshot when it starts. */
    @SuppressWarnings("NullAway.Init")
    private static TestContainer appending;

    @SuppressWarnings("NullAway.Init")
    private static TestContainer replica;

    @SuppressWarnings("NullAway.Init")
    private static ManagedSystem shop;

    @SuppressWarnings("NullAway.Init")
    private static Engine engine;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    @SuppressWarnings("NullAway.Init")
    private Works works;

    @BeforeAll
    static void start(Engine given) {
        engine = given;
        plain = engine.start("redis", server("--save", ""));
        appending = engine.start("queue", server("--appendonly", "yes", "--dir", "/var/lib/redis"));
        replica = engine.start("copy", server("--replicaof", "127.0.0.1", "1"));
        shop = Declared.system("""
                system: shop
                title: Shop
                runtime: { docker: { project: %s, host: "%s" } }
                services: { redis: {}, queue: {}, copy: {} }
                caches:
                  sessions: { service: redis, url: "redis://:secret-of-redis@nowhere:6379" }
                  jobs: { service: queue, url: "redis://:secret-of-redis@nowhere:6379" }
                  copy: { service: copy, url: "redis://:secret-of-redis@nowhere:6379" }
                backups:
                  sessions-rdb: { redis: sessions }
                  jobs-rdb: { redis: jobs }
                  copy-rdb: { redis: copy }
                """.formatted(engine.project(), engine.host()));
    }

    private static CreateContainerCmd server(String... arguments) {
        String[] command = new String[arguments.length + 3];
        System.arraycopy(new String[] {"redis-server", "--requirepass", PASSWORD}, 0, command, 0, 3);
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return engine.docker().createContainerCmd("opsdeck-test/services").withCmd(command);
    }

    @BeforeEach
    void fill() {
        works = new Works(home);
        for (TestContainer redis : new TestContainer[] {plain, appending}) {
            Awaitility.await().until(() -> redis(redis, "ping").equals("PONG"));
            redis(redis, "flushall");
            redis(redis, "eval", """
                    for n = 1, 3000 do redis.call('set', 'cart:' .. n, string.rep('apple', n % 50)) end
                    redis.call('expire', 'cart:1', 5000)
                    redis.call('zadd', 'ranks', 1, 'a', 2.5, 'b')
                    redis.call('hset', 'user:1', 'name', 'Vera')
                    redis.call('xadd', 'events', '*', 'kind', 'sale')
                    redis.call('select', 3)
                    redis.call('rpush', 'list', 'one', 'two')
                    return 'OK'""", "0");
        }
    }

    private static String redis(TestContainer container, String... command) {
        var all = new String[command.length + 4];
        System.arraycopy(new String[] {"redis-cli", "-a", PASSWORD, "--no-auth-warning"}, 0, all, 0, 4);
        System.arraycopy(command, 0, all, 4, command.length);
        return container.exec(all).strip();
    }

    /** All that matters about what it holds; how long keys live yet is told apart. */
    private static String held(TestContainer container) {
        return redis(container, "get", "cart:49")
                + redis(container, "zrange", "ranks", "0", "-1", "withscores")
                + redis(container, "hgetall", "user:1")
                + redis(container, "xrange", "events", "-", "+")
                + redis(container, "-n", "3", "lrange", "list", "0", "-1")
                + redis(container, "info", "keyspace").replaceAll("(expires|avg_ttl)=\\d+", "");
    }

    private static void spoil(TestContainer container) {
        redis(container, "del", "cart:49", "ranks");
        redis(container, "set", "wrong", "1");
        redis(container, "-n", "5", "set", "wrong", "1");
    }

    private static BackupStep.ReplaceCache replace(Manifest manifest) {
        return new BackupStep.ReplaceCache("shop", manifest.source(), "sessions", manifest.name(), LIMIT);
    }

    private static BackupStep.TrySnapshot trial(Manifest manifest) {
        return new BackupStep.TrySnapshot("shop", manifest.source(), manifest.name(), LIMIT);
    }

    private static void isLeftAlone(TestContainer container) {
        assertThat(redis(container, "info", "replication")).contains("role:master");
        assertThat(redis(container, "config", "get", "masterauth")).isEqualTo("masterauth");
        assertThat(container.exec("sh", "-c", "ls /tmp")).doesNotContain("opsdeck-restore");
        Awaitility.await("what was told to end").until(() -> container
                .exec("sh", "-c", "cat /proc/[0-9]*/comm | grep -cE 'redis-server|exe'")
                .strip()
                .equals("1"));
    }

    private void isRestored(TestContainer container, String source) {
        String wanted = held(container);
        Manifest manifest = works.take(shop, source);
        spoil(container);

        assertThat(works.act(shop, trial(manifest)))
                .isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.evidence())
                        .contains("3,003 keys in db0", "1 key in db3"));
        assertThat(held(container)).as("untouched by the trial").isNotEqualTo(wanted);
        assertThat(works.act(shop, replace(manifest))).isInstanceOf(Outcome.Done.class);

        assertThat(held(container)).isEqualTo(wanted);
        assertThat(Long.parseLong(redis(container, "ttl", "cart:1"))).isBetween(4800L, 5000L);
        isLeftAlone(container);
    }

    @Test
    void a_snapshot_takes_the_place_of_all_that_redis_holds() {
        isRestored(plain, "sessions-rdb");
    }

    @Test
    void it_is_still_there_after_a_restart_though_an_append_only_file_wins_over_snapshots() {
        isRestored(appending, "jobs-rdb");
        String wanted = held(appending);

        engine.docker().restartContainerCmd(appending.id()).exec();

        Awaitility.await().until(() -> redis(appending, "ping").equals("PONG"));
        assertThat(held(appending)).isEqualTo(wanted);
    }

    @Test
    void what_was_replaced_comes_back_from_the_safety_backup_however_often() {
        Manifest manifest = works.take(shop, "sessions-rdb");
        spoil(plain);
        String spoiled = held(plain);
        Outcome.Done tried = (Outcome.Done) works.act(shop, trial(manifest));
        works.take(shop, "sessions-rdb");
        BackupStep.ReplaceCache step = replace(manifest);
        Map<String, String> before = works.before(shop, step);
        var control = new Control(LIMIT, tried.results());

        assertThat(works.handler(step).undo(shop, step, before, control))
                .isEqualTo(new Outcome.Done("sessions was not touched"));
        works.act(shop, step, before);
        assertThat(held(plain)).isNotEqualTo(spoiled);

        for (int time = 1; time <= 2; time++) {
            assertThat(works.handler(step).undo(shop, step, before, control))
                    .isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.evidence())
                            .contains("holds what it held before"));
            assertThat(held(plain)).isEqualTo(spoiled);
        }
        isLeftAlone(plain);
    }

    @Test
    void after_a_crash_in_the_middle_nothing_is_left_running_and_it_is_done_again() throws Exception {
        String wanted = held(plain);
        Manifest manifest = works.take(shop, "sessions-rdb");
        spoil(plain);
        BackupStep.ReplaceCache step = replace(manifest);
        Map<String, String> before = works.before(shop, step);
        String mark = Objects.requireNonNull(before.get("mark"));
        // What a dead opsdeck leaves: a server beside it, and Redis as its replica.
        String port = Objects.requireNonNull(before.get("port"));
        var left = CompletableFuture.supplyAsync(() -> plain.exec(
                "sh",
                "-c",
                "mkdir -p /tmp/opsdeck-restore-" + mark + "; OPSDECK_MARK=" + mark + " exec sh -c 'redis-server --port "
                        + port
                        + " --requirepass " + mark
                        + " --save \"\" --dir /tmp/opsdeck-restore-" + mark
                        + " & trap \"kill $!\" TERM; while kill -0 $! 2>/dev/null; do wait $!; done'"));
        Awaitility.await().until(() -> plain.exec("redis-cli", "-p", port, "-a", mark, "ping")
                .contains("PONG"));
        redis(plain, "config", "set", "masterauth", mark);
        redis(plain, "replicaof", "127.0.0.1", port);
        Awaitility.await().until(() -> redis(plain, "info", "replication").contains("master_link_status:up"));
        assertThat(redis(plain, "dbsize")).isEqualTo("0");

        assertThat(works.inspect(shop, step, before)).isInstanceOf(Finding.DidNotHappen.class);
        left.get();
        isLeftAlone(plain);

        assertThat(works.act(shop, step)).isInstanceOf(Outcome.Done.class);
        assertThat(held(plain)).isEqualTo(wanted);
    }

    @Test
    void a_broken_snapshot_is_found_out_before_anything_is_touched() throws IOException {
        Manifest manifest = works.take(shop, "sessions-rdb");
        Path stored = home.resolve("backups").resolve(manifest.file());
        byte[] bytes = Files.readAllBytes(stored);
        Files.write(stored, Arrays.copyOf(bytes, bytes.length / 2));
        String held = held(plain);

        assertThat(works.act(shop, trial(manifest)).toString()).contains("Failed", "is broken", "not touched");
        assertThat(works.act(shop, replace(manifest)).toString()).contains("Failed");

        assertThat(held(plain)).isEqualTo(held);
        isLeftAlone(plain);
    }

    @Test
    void a_replica_is_not_restored_but_its_master() {
        Awaitility.await().until(() -> redis(replica, "ping").equals("PONG"));

        assertThatThrownBy(() -> works.redis.mayBeRestored(shop, RedisTools.cache(shop, "copy-rdb")))
                .hasMessageContaining("is a slave of another Redis");
    }
}
