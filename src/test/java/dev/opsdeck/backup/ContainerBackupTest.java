package dev.opsdeck.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.testing.Control;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.TestContainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL and Redis in containers that publish no port. */
@EngineTest
final class ContainerBackupTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** The shell stays the first process: PostgreSQL would take the end of a test's orphan for a crash of its own. */
    private static final String SERVER = """
            initdb --auth trust -D /tmp/data -U shop >/dev/null
            postgres -D /tmp/data -k /var/run/postgresql -c listen_addresses= -c fsync=off
            exit 1""";

    @SuppressWarnings("NullAway.Init")
    private static TestContainer container;

    @SuppressWarnings("NullAway.Init")
    private static TestContainer redis;

    @SuppressWarnings("NullAway.Init")
    private static ManagedSystem shop;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    @SuppressWarnings("NullAway.Init")
    private Works works;

    @BeforeAll
    static void start(Engine engine) {
        container = engine.start(
                "db",
                engine.docker()
                        .createContainerCmd("opsdeck-test/services")
                        .withUser("postgres")
                        .withCmd("bash", "-c", SERVER));
        redis = engine.start(
                "redis",
                engine.docker()
                        .createContainerCmd("opsdeck-test/services")
                        .withCmd("redis-server", "--requirepass", "secret-of-redis", "--save", ""));
        Awaitility.await("PostgreSQL in its container")
                .atMost(Duration.ofSeconds(60))
                .until(() -> container
                        .exec("pg_isready", "-U", "shop", "-d", "postgres")
                        .contains("accepting"));
        sql("postgres", "create database shop");
        sql(
                "shop",
                "create table orders as select n as id, repeat(md5(n::text), 20) as note from generate_series(1, 60000) n");
        shop = Declared.system("""
                system: shop
                title: Shop
                runtime: { docker: { project: %s, host: "%s" } }
                services: { db: {}, redis: {} }
                databases: { main: { service: db, exec: { user: shop, name: shop } } }
                caches: { sessions: { service: redis, url: "redis://:secret-of-redis@nowhere:6379" } }
                backups:
                  sessions-rdb: { redis: sessions }
                  settings: { files: /etc/redis/redis.conf, service: redis }
                  folder: { directory: /etc/redis, service: redis }
                  missing: { directory: /no/such/folder, service: redis }
                """.formatted(engine.project(), engine.host()));
    }

    private static String sql(String database, String statement) {
        return container.exec("psql", "-U", "shop", "-d", database, "-Atc", statement);
    }

    @BeforeEach
    void works() {
        works = new Works(home);
    }

    @Test
    void a_database_without_a_port_is_backed_up_and_restored_row_by_row() {
        String sum = sql("shop", "select md5(string_agg(o::text, ',' order by id)) from orders o");
        Manifest manifest = works.take(shop, "main");
        assertThat(manifest.rows()).containsExactlyEntriesOf(Map.of("public.orders", 60000L));
        sql("shop", "update orders set note = 'wrong' where id % 2 = 0");

        assertThat(works.act(shop, new BackupStep.LoadBackup("shop", "main", manifest.name(), LIMIT)))
                .isInstanceOf(Outcome.Done.class);
        assertThat(works.act(shop, new BackupStep.CountRestored("shop", "main", manifest.name(), LIMIT)))
                .isInstanceOf(Outcome.Done.class);
        assertThat(works.act(shop, new BackupStep.SwapDatabase("shop", "main"))).isInstanceOf(Outcome.Done.class);

        assertThat(sql("shop", "select md5(string_agg(o::text, ',' order by id)) from orders o"))
                .isEqualTo(sum);
        sql("postgres", "drop database shop_before_1");
    }

    @Test
    void cancelling_ends_pg_dump_in_the_container() throws Exception {
        BackupStep.TakeBackup step = Works.takeStep(shop, "main");
        Map<String, String> before = works.before(shop, step);
        Control control = works.control();
        container.exec(
                "sh",
                "-c",
                "psql -U shop -d shop -c 'begin; lock table orders; select pg_sleep(100)' >/dev/null 2>&1 </dev/null &");
        Awaitility.await().until(() -> sql("shop", "select count(*) from pg_locks where mode = 'AccessExclusiveLock'")
                .startsWith("1"));
        var taking = CompletableFuture.supplyAsync(() -> works.handler(step).act(shop, step, before, control));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .failFast(() -> assertThat(taking).isNotDone())
                .until(() -> processes().contains("pg_dump"));

        control.cancel();

        assertThat(taking.get()).isInstanceOf(Outcome.Interrupted.class);
        Awaitility.await().until(() -> !processes().contains("pg_dump"));
        sql("shop", "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(100)'");
        assertThat(home.resolve("backups/shop")).isEmptyDirectory();
    }

    @Test
    void what_a_dead_opsdeck_left_running_in_the_container_is_ended() throws Exception {
        BackupStep.TakeBackup step = Works.takeStep(shop, "main");
        Map<String, String> before = works.before(shop, step);
        // Nobody reads what it writes, so it stands still in the middle.
        var left = CompletableFuture.supplyAsync(
                () -> container.exec("bash", "-c", "OPSDECK_MARK=" + before.get("mark") + " sleep 25"));
        Awaitility.await().until(() -> processes().contains("sleep"));

        assertThat(works.inspect(shop, step, before)).isInstanceOf(Finding.DidNotHappen.class);

        Awaitility.await().until(() -> !processes().contains("sleep"));
        left.get();
    }

    private static String processes() {
        return container.exec("sh", "-c", "cat /proc/[0-9]*/comm 2>/dev/null");
    }

    @Test
    void redis_files_and_folders_are_backed_up_as_well() {
        redis.exec("redis-cli", "-a", "secret-of-redis", "set", "cart:1", "three apples");
        for (String source : new String[] {"sessions-rdb", "settings", "folder"}) {
            Manifest manifest = works.take(shop, source);
            assertThat(manifest.contentBytes()).as(source).isPositive();
            assertThat(works.act(shop, new BackupStep.VerifyBackup("shop", source, manifest.name(), LIMIT)))
                    .isInstanceOf(Outcome.Done.class);
        }
        assertThat(works.act(shop, Works.takeStep(shop, "missing")).toString())
                .contains("Failed", "No such file or directory");
    }
}
