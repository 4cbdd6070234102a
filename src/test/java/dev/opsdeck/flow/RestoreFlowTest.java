package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Volume;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.StepRecord;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.TestDatabase;
import dev.opsdeck.testing.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder in a volume, files and a Redis in containers of a real engine, restored by signed requests. */
@EngineTest
final class RestoreFlowTest {
    private static final String OPERATOR = "U0OMAR";
    private static final String LEAD = "U0LENA";
    private static final String SECOND_LEAD = "U0LUIS";
    private static final String CHANNEL = "shop-ops";
    private static final String ACCESS = """
            people:
              U0OMAR: { handle: omar, name: Omar Haddad, email: omar@demo.example, groups: [sre] }
              U0LENA: { handle: lena, name: Lena Fischer, email: lena@demo.example, groups: [sre, ops-leads] }
              U0LUIS: { handle: luis, name: Luis Moreno, email: luis@demo.example, groups: [sre, ops-leads] }
            roles:
              viewer: { everyone: true }
              operator: { groups: [sre] }
              lead: { groups: [ops-leads] }
            rules:
              - { allow: read, to: viewer }
              - { allow: change, to: operator }
              - { allow: destructive, action: restore, to: operator, approval: { by: lead, count: 2, within: 15m } }
            """;
    private static final String SYSTEM = """
            system: shop
            title: Shop
            channels: { ops: shop-ops, incidents: shop-incidents }
            runtime: { docker: { project: %s, host: "%s" } }
            services:
              web: { stop-timeout: 1s }
              proxy: { depends-on: [web], stop-timeout: 1s }
              files: { stop-timeout: 1s }
              stuck: { depends-on: [files], stop-timeout: 1s, health: { http: "http://127.0.0.1:1/health", within: 2s } }
              redis: { stop-timeout: 2s }
              api: { depends-on: [redis], stop-timeout: 1s }
            caches: { sessions: { service: redis, url: "redis://nowhere:6379" } }
            backups:
              uploads: { directory: /uploads, service: web }
              settings: { files: [/etc/app.env, /etc/app.ini], service: files }
              sessions-rdb: { redis: sessions, backup: { within: 5m } }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @SuppressWarnings("NullAway.Init")
    private static TestContainer web;

    @SuppressWarnings("NullAway.Init")
    private static TestContainer proxy;

    @SuppressWarnings("NullAway.Init")
    private static TestContainer files;

    @SuppressWarnings("NullAway.Init")
    private static TestContainer stuck;

    @SuppressWarnings("NullAway.Init")
    private static TestContainer redis;

    @SuppressWarnings("NullAway.Init")
    private static TestContainer api;

    @BeforeAll
    static void start(Engine engine) throws IOException {
        engine.start(Workload.of("warm-up")).remove();
        web = engine.start(
                "web",
                engine.docker()
                        .createContainerCmd("opsdeck-test/busybox")
                        .withVolumes(new Volume("/uploads"))
                        .withCmd("sleep", "3600"));
        proxy = sleeper(engine, "proxy");
        files = sleeper(engine, "files");
        stuck = sleeper(engine, "stuck");
        redis = engine.start(
                "redis",
                engine.docker()
                        .createContainerCmd("opsdeck-test/services")
                        .withCmd("redis-server", "--appendonly", "yes", "--dir", "/var/lib/redis"));
        api = sleeper(engine, "api");
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(catalog.resolve("shop.yml"), SYSTEM.formatted(engine.project(), engine.host()));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.slack().limits().enforce(false);
    }

    private static TestContainer sleeper(Engine engine, String service) {
        return engine.start(
                service,
                engine.docker().createContainerCmd("opsdeck-test/busybox").withCmd("sleep", "3600"));
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    @Test
    void a_folder_in_a_volume_is_restored_after_two_approvals_and_its_service_begins_anew() throws Exception {
        web.exec("sh", "-c", "mkdir -p /uploads/2026/.deep; echo a >/uploads/2026/.deep/a; echo b >'/uploads/-b b'");
        String wanted = listed(web);
        Run backup = ended(request("backup uploads"));
        assertThat(backup.state()).as(notes(backup)).isEqualTo(RunState.SUCCEEDED);
        web.exec("sh", "-c", "rm -r /uploads/2026; echo wrong >/uploads/new");
        Instant startedAt = web.startedAt();
        Instant proxyAt = proxy.startedAt();

        long run = request("restore uploads latest --reason=\"pictures were deleted\"");
        String card = Deck.text(deck.awaitMessage(CHANNEL, "Run " + run + " "));
        assertThat(card)
                .contains(
                        "2 of lead",
                        "Stops meanwhile: proxy",
                        "old: what was written to /uploads since then is not in it",
                        "stored",
                        "web is restarted");
        approve(run);

        Run restored = ended(run);
        assertThat(restored.state()).as(notes(restored)).isEqualTo(RunState.SUCCEEDED);
        assertThat(listed(web)).isEqualTo(wanted);
        assertThat(web.exec("sh", "-c", "cat /uploads/.opsdeck-before-" + run + "/new"))
                .contains("wrong");
        assertThat(web.startedAt()).isAfter(startedAt);
        assertThat(proxy.startedAt()).isAfter(proxyAt);
        assertThat(notes(restored)).contains("Back up the folder /uploads", "is kept as /uploads/.opsdeck-before-");

        // What is kept in the folder is in the next backup, too, and is no part of what comes back.
        assertThat(ended(request("backup uploads")).state()).isEqualTo(RunState.SUCCEEDED);
        web.exec("sh", "-c", "rm -r /uploads/.opsdeck-before-" + run + " /uploads/2026");
        long again = request("restore uploads latest");
        approve(again);
        assertThat(ended(again).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(listed(web)).isEqualTo(wanted);
        assertThat(web.exec("sh", "-c", "ls -a /uploads"))
                .contains(".opsdeck-before-" + again)
                .doesNotContain(".opsdeck-before-" + run + "\n");
    }

    @Test
    void files_come_back_as_they_were_when_what_depends_on_them_is_not_healthy() throws Exception {
        files.exec("sh", "-c", "echo PORT=1 >/etc/app.env; echo x=1 >/etc/app.ini");
        assertThat(ended(request("backup settings")).state()).isEqualTo(RunState.SUCCEEDED);
        files.exec("sh", "-c", "echo PORT=2 >/etc/app.env");
        Instant startedAt = files.startedAt();

        long run = request("restore settings latest");
        approve(run);

        Run failed = ended(run);
        assertThat(failed.state()).as(notes(failed)).isEqualTo(RunState.FAILED);
        assertThat(files.exec("cat", "/etc/app.env", "/etc/app.ini").strip()).isEqualTo("PORT=2\nx=1");
        assertThat(files.exec("sh", "-c", "ls -a /etc")).doesNotContain("opsdeck", "before_" + run);
        assertThat(files.startedAt()).isAfter(startedAt);
        assertThat(stuck.running()).isTrue();
    }

    @Test
    void a_snapshot_is_restored_while_what_uses_the_cache_is_stopped() throws Exception {
        redis.exec("redis-cli", "set", "cart:1", "three apples");
        redis.exec("redis-cli", "-n", "2", "set", "other", "database");
        assertThat(ended(request("backup sessions-rdb")).state()).isEqualTo(RunState.SUCCEEDED);
        redis.exec("redis-cli", "set", "cart:1", "wrong");
        redis.exec("redis-cli", "set", "cart:2", "wrong");
        Instant apiAt = api.startedAt();
        Instant redisAt = redis.startedAt();

        long run = request("restore sessions-rdb latest");
        assertThat(Deck.text(deck.awaitMessage(CHANNEL, "Run " + run + " ")))
                .contains("Stops meanwhile: api", "All databases of that Redis are replaced; it holds 2 keys in db0");
        approve(run);

        Run restored = ended(run);
        assertThat(restored.state()).as(notes(restored)).isEqualTo(RunState.SUCCEEDED);
        assertThat(redis.exec("redis-cli", "get", "cart:1").strip()).isEqualTo("three apples");
        assertThat(redis.exec("redis-cli", "get", "cart:2").strip()).isEmpty();
        assertThat(redis.exec("redis-cli", "-n", "2", "get", "other").strip()).isEqualTo("database");
        assertThat(api.startedAt()).isAfter(apiAt);
        assertThat(redis.startedAt()).isEqualTo(redisAt);
        assertThat(redis.exec("redis-cli", "info", "replication")).contains("role:master");
    }

    private static String listed(TestContainer container) {
        return container.exec(
                "sh",
                "-c",
                "cd /uploads; find . -path './.opsdeck-*' -prune -o -type f -print0 | sort -z | xargs -0 md5sum");
    }

    private static String notes(Run run) {
        return run.note() + "\n"
                + String.join(
                        "\n", run.steps().stream().map(RestoreFlowTest::told).toList());
    }

    private static String told(StepRecord step) {
        return step.state() + " " + step.title() + ": " + step.note();
    }

    private static void approve(long run) throws Exception {
        for (String lead : List.of(LEAD, SECOND_LEAD)) {
            deck.slack()
                    .as(lead)
                    .click(
                            CHANNEL,
                            deck.awaitMessage(CHANNEL, "Run " + run + " ").ts(),
                            "run_approve");
        }
    }

    private static long request(String text) throws Exception {
        long before = newest();
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops " + text);
        return Awaitility.await("/ops " + text)
                .atMost(Duration.ofSeconds(60))
                .until(RestoreFlowTest::newest, id -> id > before);
    }

    private static long newest() {
        return deck
                .bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).recent(tx, null, false, 1))
                .stream()
                .mapToLong(Run::id)
                .max()
                .orElse(0);
    }

    private static Run ended(long run) {
        return Awaitility.await("run " + run)
                .atMost(Duration.ofSeconds(180))
                .until(
                        () -> deck.bean(Jdbi.class)
                                .inTransaction(tx -> deck.bean(RunStore.class).find(tx, run))
                                .orElseThrow(),
                        found -> found.state().ended() || found.state() == RunState.ASKING);
    }
}
