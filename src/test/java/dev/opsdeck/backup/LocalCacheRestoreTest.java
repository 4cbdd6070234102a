package dev.opsdeck.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.RedisServer;
import dev.opsdeck.testing.RedisTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot of a Redis on this machine, restored by a second one beside it. */
@RedisTest
@SuppressWarnings("NullAway.Init")
final class LocalCacheRestoreTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String MASTER = "a \"quoted\\ word\"";

    @TempDir
    Path home;

    private RedisServer redis;
    private Works works;
    private ManagedSystem shop;

    @BeforeEach
    void start() {
        redis = RedisServer.startWithPassword("secret", "--masterauth", MASTER, "--dir", home.toString());
        works = new Works(home);
        shop = Declared.system("""
                system: shop
                title: Shop
                runtime: process
                services: { redis: { process: { command: [sleep, "1"] } } }
                caches:
                  main: { service: redis, url: "redis://:secret@127.0.0.1:%d" }
                  far: { service: redis, url: "redis://203.0.113.1:6379" }
                backups: { rdb: { redis: main }, far-rdb: { redis: far } }
                """.formatted(redis.port()));
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    private static BackupStep.ReplaceCache replace(Manifest manifest) {
        return new BackupStep.ReplaceCache("shop", "rdb", "main", manifest.name(), LIMIT);
    }

    @Test
    void it_takes_the_place_of_what_is_there_and_no_setting_is_changed() {
        redis.commands().set("a", "1");
        redis.commands().rpush("list", "x", "y");
        Manifest manifest = works.take(shop, "rdb");
        redis.commands().set("a", "wrong");
        redis.commands().set("b", "wrong");

        BackupStep.ReplaceCache step = replace(manifest);
        Map<String, String> before = works.before(shop, step);
        Outcome outcome = works.act(shop, step, before);

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(outcome.toString()).contains("2 keys in db0");
        assertThat(redis.commands().get("a")).isEqualTo("1");
        assertThat(redis.commands().lrange("list", 0, -1)).containsExactly("x", "y");
        assertThat(redis.commands().exists("b")).isZero();
        assertThat(redis.commands().configGet("masterauth")).containsEntry("masterauth", MASTER);
        assertThat(redis.commands().configGet("repl-diskless-load")).containsValue("disabled");
        assertThat(home.resolve("dump.rdb")).as("it keeps nothing, as before").doesNotExist();
        assertThat(redis.commands().info("replication")).contains("role:master");
        assertThat(Path.of("/tmp/opsdeck-restore-" + before.get("mark"))).doesNotExist();
    }

    @Test
    void what_a_dead_opsdeck_left_running_is_ended() throws Exception {
        Manifest manifest = works.take(shop, "rdb");
        BackupStep.ReplaceCache step = replace(manifest);
        Map<String, String> before = works.before(shop, step);
        var left = new ProcessBuilder("sleep", "100");
        left.environment().put("OPSDECK_MARK", Objects.requireNonNull(before.get("mark")));
        Process process = left.start();
        Path folder = Files.createDirectories(Path.of("/tmp/opsdeck-restore-" + before.get("mark")));

        assertThat(works.inspect(shop, step, before)).isInstanceOf(Finding.DidNotHappen.class);

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(folder).doesNotExist();
    }

    @Test
    void one_that_nobody_can_run_a_second_server_beside_is_refused_with_what_to_do_instead() {
        assertThatThrownBy(() -> works.redis.mayBeRestored(shop, RedisTools.cache(shop, "far-rdb")))
                .hasMessageContaining("is at neither")
                .hasMessageContaining("by hand");
    }
}
