package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.Step;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.StepState;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.PostgresInstall;
import dev.opsdeck.testing.RedisServer;
import dev.opsdeck.testing.RedisTest;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed in the middle of backups and restores of real servers, and another process goes on. */
@Needs(Tool.POSTGRES)
@RedisTest
final class BackupReplicasTest {
    private static final String ROWS = "select id, note from orders order by id";
    private static final String ACCESS = """
            roles: { operator: { users: [U0OMAR] } }
            rules: [ { allow: [read, change, destructive], to: operator } ]
            """;
    private static final String SYSTEM = """
            system: shop
            channels: { ops: shop-ops }
            runtime: process
            services:
              db: { process: { command: [sleep, "810"] } }
              backend: { depends-on: [db], stop-timeout: 3s, process: { command: [sh, -c, "trap '' TERM; exec sleep 811"] } }
              redis: { process: { command: [sleep, "812"] } }
            databases:
              main: { service: db, url: "%s", backup: { keep: 30d, compression: gzip } }
            caches: { sessions: { service: redis, url: "%s" } }
            backups:
              sessions-rdb: { redis: sessions }
              uploads: { directory: "%s" }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static PostgresInstall postgres;

    @SuppressWarnings("NullAway.Init")
    private static RedisServer redis;

    @SuppressWarnings("NullAway.Init")
    private static Path uploads;

    @SuppressWarnings("NullAway.Init")
    private static TwoReplicas replicas;

    @BeforeAll
    static void start() throws Exception {
        postgres = PostgresInstall.start();
        postgres.run(
                "shop",
                "create table orders (id int primary key, note text)",
                "insert into orders select n, md5(n::text) || md5((n * 7)::text) from generate_series(1, 250000) n",
                // Whoever loads this has to wait for it a while.
                """
                create function slow(n int) returns int language plpgsql immutable as
                $$ begin perform pg_sleep(0.02); return n; end $$""",
                "create table slow (n int)",
                "create index on slow (slow(n))",
                "insert into slow select n from generate_series(1, 200) n");
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        redis = RedisServer.start();
        uploads = Files.createDirectories(folder.resolve("srv/uploads"));
        Files.writeString(catalog.resolve("shop.yml"), SYSTEM.formatted(postgres.url("shop"), redis.url(), uploads));
        replicas = TwoReplicas.start(catalog, folder, Map.of());
        assertThat(replicas.ended("start backend").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(replicas.ended("backup main").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        replicas.ended("stop backend");
        replicas.close();
        postgres.close();
        redis.close();
    }

    @BeforeEach
    void change() {
        postgres.run("shop", "update orders set note = 'newer' where id % 1000 = 0", "delete from orders where id = 7");
    }

    @AfterEach
    void startAgain() {
        replicas.startAgain();
    }

    @Test
    void a_backup_that_was_cut_off_never_looks_like_a_good_one() throws Exception {
        replicas.killWhen("backup main", running(BackupStep.TakeBackup.class).and(_ -> isBeingWritten()));
        List<Path> whole = files().stream()
                .filter(file -> !file.getFileName().toString().endsWith(".part"))
                .toList();

        Run run = replicas.ended();

        assertThat(run.state()).as(run.note()).isEqualTo(RunState.SUCCEEDED);
        assertThat(files()).as("the backup, its manifest, and nothing half").hasSize(whole.size() + 2);
        // The process that was killed may be the one that is spoken to.
        replicas.startAgain();
        Run verified = replicas.ended("backup verify main");
        assertThat(verified.state()).as(verified.note()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void a_restore_killed_while_it_loads_is_ended_by_the_other_process() throws Exception {
        restoreIsEnded(running(BackupStep.LoadBackup.class).and(_ -> isLoading()));
    }

    @Test
    void a_restore_killed_while_dependents_stop_is_ended_by_the_other_process() throws Exception {
        restoreIsEnded(running(ServiceStep.Stop.class));
    }

    @Test
    void a_restore_killed_while_databases_change_names_is_ended_by_the_other_process() throws Exception {
        restoreIsEnded(running(BackupStep.SwapDatabase.class)
                .or(run -> postgres.databases().contains("shop_before_" + run.id())));
    }

    @Test
    void a_folder_killed_while_it_is_unpacked_is_restored_by_the_other_process() throws Exception {
        var noise = new byte[60_000_000];
        new Random(7).nextBytes(noise);
        Files.write(uploads.resolve("large"), noise);
        Files.writeString(uploads.resolve("small"), "wanted");
        assertThat(replicas.ended("backup uploads").state()).isEqualTo(RunState.SUCCEEDED);
        Files.writeString(uploads.resolve("small"), "wrong");
        Files.writeString(uploads.resolve("new"), "wrong");

        replicas.killWhen(
                "restore uploads latest",
                running(BackupStep.UnpackBackup.class)
                        .and(run -> Files.exists(uploads.resolveSibling(".opsdeck-unpack-" + run.id()))));

        Run run = replicas.ended();
        assertThat(run.state()).as(run.note()).isEqualTo(RunState.SUCCEEDED);
        assertThat(uploads.resolve("small")).hasContent("wanted");
        assertThat(uploads.resolve("new")).doesNotExist();
        assertThat(uploads.resolve("large")).hasBinaryContent(noise);
        assertThat(uploads.resolveSibling("uploads_before_" + run.id()).resolve("new"))
                .hasContent("wrong");
        assertThat(beside(uploads)).containsExactlyInAnyOrder("uploads", "uploads_before_" + run.id());
    }

    @Test
    void a_cache_killed_while_it_takes_its_data_is_restored_by_the_other_process() throws Exception {
        for (int n = 0; n < 300; n++) {
            redis.commands().mset(cart(n));
        }
        long wanted = redis.commands().dbsize();
        assertThat(replicas.ended("backup sessions-rdb").state()).isEqualTo(RunState.SUCCEEDED);
        redis.commands().set("cart:1:1", "wrong");
        redis.commands().set("new", "wrong");

        replicas.killWhen("restore sessions-rdb latest", running(BackupStep.ReplaceCache.class));

        Run run = replicas.ended();
        assertThat(run.state()).as(run.note()).isEqualTo(RunState.SUCCEEDED);
        assertThat(redis.commands().dbsize()).isEqualTo(wanted);
        assertThat(redis.commands().get("cart:1:1")).isEqualTo("apples of 1");
        assertThat(redis.commands().info("replication")).contains("role:master");
        assertThat(redis.commands().configGet("masterauth")).containsEntry("masterauth", "");
        // Other restores on this machine come to their end.
        Awaitility.await("no second Redis is left")
                .atMost(Duration.ofSeconds(60))
                .until(() -> ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .noneMatch(line -> line.contains("/tmp/opsdeck-restore-")));
    }

    private static Map<String, String> cart(int n) {
        var cart = new HashMap<String, String>();
        for (int item = 0; item < 100; item++) {
            cart.put("cart:" + n + ":" + item, "apples of " + item);
        }
        return cart;
    }

    private static List<String> beside(Path path) throws IOException {
        try (Stream<Path> all = Files.list(Objects.requireNonNull(path.getParent()))) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }

    /** What was there before stays beside what is there now, row by row. */
    private void restoreIsEnded(Predicate<Run> moment) throws Exception {
        List<String> wanted = postgres.rows("shop", ROWS);
        assertThat(replicas.ended("backup main").state()).isEqualTo(RunState.SUCCEEDED);
        postgres.run("shop", "update orders set note = 'wrong' where id % 2 = 0");
        List<String> wrong = postgres.rows("shop", ROWS);

        replicas.killWhen("restore main latest", moment);

        Run run = replicas.ended();
        assertThat(run.state())
                .as(run.note() + " "
                        + run.steps().stream().map(step -> step.note()).toList())
                .isEqualTo(RunState.SUCCEEDED);
        assertThat(postgres.rows("shop", ROWS)).isEqualTo(wanted);
        assertThat(postgres.rows("shop_before_" + run.id(), ROWS)).isEqualTo(wrong);
        assertThat(postgres.databases()).noneMatch(name -> name.contains("_restore_"));
        assertThat(isRunning()).isTrue();
    }

    private static Predicate<Run> running(Class<? extends Step> kind) {
        return run -> run.steps().stream()
                .anyMatch(step -> step.state() == StepState.RUNNING && kind.isInstance(step.step()));
    }

    /** What depends on the database. */
    private static boolean isRunning() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(line -> line.contains("sleep 811"));
    }

    private static boolean isBeingWritten() {
        return files().stream()
                .anyMatch(file -> file.getFileName().toString().endsWith(".part") && size(file) > 100_000);
    }

    private static boolean isLoading() {
        return !postgres.rows("postgres", """
                        select pid from pg_stat_activity
                        where datname like 'shop\\_restore\\_%' and query ilike 'create index%' and state = 'active'""").isEmpty();
    }

    private static List<Path> files() {
        Path backups = folder.resolve("backups").resolve("shop");
        try (Stream<Path> all = Files.list(backups)) {
            return all.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }
}
