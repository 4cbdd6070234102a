package dev.opsdeck.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.testing.Control;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.PostgresInstall;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a real PostgreSQL, by its own programs on this machine, into a folder. */
@Needs(Tool.POSTGRES)
final class PostgresBackupTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @SuppressWarnings("NullAway.Init")
    private static PostgresInstall postgres;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    @SuppressWarnings("NullAway.Init")
    private Works works;

    @SuppressWarnings("NullAway.Init")
    private ManagedSystem shop;

    @BeforeAll
    static void start() {
        postgres = PostgresInstall.start();
        postgres.run(
                "shop",
                "create table orders (id int primary key, note text)",
                "insert into orders select n, E'a line\\nand \\\\. another\\t' || n from generate_series(1, 5000) n",
                "create schema \"odd one\"",
                "create table \"odd one\".\"Table (1)\" (\"COPY\" text)",
                "insert into \"odd one\".\"Table (1)\" values ('COPY x FROM stdin;'), ('\\.'), (null), ('')",
                "create table nothing (id int)",
                "create view few as select * from orders limit 3",
                "create function speaks() returns text language sql as $$ select '\n-- Data for Name: x\nCOPY a FROM stdin;\n' $$");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void declare() {
        works = new Works(home);
        shop = system("");
    }

    private static ManagedSystem system(String rule) {
        return Declared.system("""
                system: shop
                title: Shop
                runtime: { docker: { project: none, host: "unix:///nowhere" } }
                services: { db: {} }
                databases:
                  main: { service: db, url: "%s" %s }
                  closed: { service: db, url: "%s" }
                  absent: { service: db, url: "%s" }
                """.formatted(
                        postgres.url("shop"),
                        rule,
                        postgres.url("shop").replace(PostgresInstall.PASSWORD, "wrong"),
                        postgres.url("nowhere")));
    }

    @Test
    void a_backup_has_a_manifest_that_tells_everything_about_it() throws IOException {
        Manifest manifest = works.take(shop, "main");

        assertThat(manifest.name()).matches("main-\\d{4}-\\d\\d-\\d\\dT\\d{4}Z-r1");
        assertThat(manifest.rows())
                .isEqualTo(Map.of("public.orders", 5000L, "\"odd one\".\"Table (1)\"", 4L, "public.nothing", 0L));
        assertThat(manifest.tool()).startsWith("pg_dump (PostgreSQL) ");
        assertThat(manifest.server()).matches("\\d+\\..*");
        assertThat(manifest.database()).isEqualTo("shop");
        Path file = home.resolve("backups").resolve(manifest.file());
        assertThat(file).hasSize(manifest.bytes());
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Manifest.read(Files.readAllBytes(file.resolveSibling(manifest.name() + ".json"))))
                .isEqualTo(manifest);
    }

    @Test
    void a_whole_backup_is_verified_and_restored_for_a_test() {
        Manifest manifest = works.take(shop, "main");

        assertThat(works.act(shop, new BackupStep.VerifyBackup("shop", "main", manifest.name(), LIMIT)))
                .isInstanceOf(Outcome.Done.class);
        assertThat(works.act(shop, new BackupStep.TestRestore("shop", "main", manifest.name(), LIMIT)))
                .isEqualTo(new Outcome.Done("5,004 rows of 3 tables, as many as were written"));

        assertThat(works.table.find("shop", manifest.name()).orElseThrow().verifiedHow())
                .isEqualTo("restored");
        assertThat(postgres.databases()).containsExactly("shop");
    }

    @Test
    void one_bit_is_enough_to_break_a_backup() throws IOException {
        Manifest manifest = works.take(shop, "main");
        Path file = home.resolve("backups").resolve(manifest.file());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThat(works.act(shop, new BackupStep.VerifyBackup("shop", "main", manifest.name(), LIMIT)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains(manifest.name() + " is broken"));
        assertThat(works.table.find("shop", manifest.name()).orElseThrow().good())
                .isFalse();
        assertThat(works.act(shop, new BackupStep.TestRestore("shop", "main", manifest.name(), LIMIT)))
                .isInstanceOf(Outcome.Failed.class);
        assertThat(postgres.databases()).containsExactly("shop");
    }

    @Test
    void a_backup_that_is_cut_off_or_gone_is_broken() throws IOException {
        Manifest cut = works.take(shop, "main");
        Path file = home.resolve("backups").resolve(cut.file());
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), (int) cut.bytes() - 100));
        assertThat(works.act(shop, new BackupStep.VerifyBackup("shop", "main", cut.name(), LIMIT))
                        .toString())
                .contains("bytes instead of");

        Files.delete(file);
        assertThat(works.act(shop, new BackupStep.VerifyBackup("shop", "main", cut.name(), LIMIT))
                        .toString())
                .contains("is not in the store any more");
    }

    @Test
    void gzip_does_as_well_where_the_catalog_wants_it() {
        ManagedSystem packed = system(", backup: { compression: gzip }");

        Manifest manifest = works.take(packed, "main");

        assertThat(manifest.file()).endsWith(".sql.gz");
        assertThat(works.act(packed, new BackupStep.VerifyBackup("shop", "main", manifest.name(), LIMIT)))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void what_stands_in_the_way_is_told_and_leaves_nothing() {
        assertThat(works.act(shop, Works.takeStep(shop, "closed")).toString())
                .contains("password authentication failed", "Correct the password")
                .doesNotContain(PostgresInstall.PASSWORD);
        assertThat(works.act(shop, Works.takeStep(shop, "absent")).toString()).contains("\"nowhere\" does not exist");
        assertThat(works.table.list("shop", null, 10)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    @Needs({Tool.POSTGRES, Tool.MOUNT})
    void a_full_disk_is_told_and_leaves_nothing() throws IOException {
        Path small = Files.createDirectories(home.resolve("small"));
        try (var _ = dev.opsdeck.testing.FullDisk.tmpfs(small, 1)) {
            Files.write(small.resolve("filler"), new byte[1020 * 1024]);
            ManagedSystem crowded = Declared.system("""
                    system: shop
                    title: Shop
                    runtime: { docker: { project: none, host: "unix:///nowhere" } }
                    services: { db: {} }
                    stores: { small: { folder: "%s" } }
                    databases: { main: { service: db, url: "%s", backup: { to: small } } }
                    """.formatted(small, postgres.url("shop")));

            assertThat(works.act(crowded, Works.takeStep(crowded, "main")).toString())
                    .contains("No space left on device", "Check that there is room");
            assertThat(small.resolve("shop")).isEmptyDirectory();
        }
    }

    @Test
    void cancelling_ends_pg_dump_and_removes_what_was_written() throws Exception {
        try (var lock = postgres.connect("shop");
                var statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table orders in access exclusive mode");
            BackupStep.TakeBackup step = Works.takeStep(shop, "main");
            Map<String, String> before = works.before(shop, step);
            Control control = works.control();
            var taking = CompletableFuture.supplyAsync(() -> works.handler(step).act(shop, step, before, control));
            Awaitility.await().until(() -> !dumping().isEmpty());

            control.cancel();

            assertThat(taking.get()).isInstanceOf(Outcome.Interrupted.class);
            Awaitility.await().until(() -> dumping().isEmpty());
            assertThat(files()).isEmpty();
        }
    }

    private static List<String> dumping() {
        return postgres.rows("shop", "select pid from pg_stat_activity where query like 'LOCK TABLE%'");
    }

    @Test
    void after_a_crash_either_the_manifest_is_there_or_nothing_is() throws IOException {
        BackupStep.TakeBackup step = Works.takeStep(shop, "main");
        Map<String, String> before = works.before(shop, step);
        Path folder = Files.createDirectories(home.resolve("backups/shop"));
        Files.writeString(
                folder.resolve("." + Objects.requireNonNull(before.get("name")) + ".sql.zst.part"), "half of it");
        Files.writeString(
                folder.resolve(Objects.requireNonNull(before.get("name")) + ".sql.zst"), "all of it, but no manifest");

        assertThat(works.inspect(shop, step, before)).isInstanceOf(Finding.DidNotHappen.class);
        assertThat(files()).isEmpty();

        assertThat(works.act(shop, step, before)).isInstanceOf(Outcome.Done.class);
        works.table.deleted(Objects.requireNonNull(before.get("name")), works.clock.instant());
        assertThat(works.inspect(shop, step, before)).isInstanceOf(Finding.Happened.class);
    }

    @Test
    void what_is_old_or_too_much_goes_but_never_the_last_good_one() {
        ManagedSystem thrifty = system(", backup: { keep: 7d, keep-count: 2 }");
        var retention = new Retention(works.table, works.clock);
        var source = Objects.requireNonNull(thrifty.backupSources().get("main"));
        Manifest old = works.take(thrifty, "main");
        works.clock.pass(Duration.ofDays(8));
        assertThat(retention.now(thrifty, source)).as("the only one").isEmpty();
        assertThat(retention.afterOneMore(thrifty, source))
                .as("the next one may be broken")
                .isEmpty();

        Manifest second = works.take(thrifty, "main");
        works.clock.pass(Duration.ofHours(1));
        works.table.broken(second.name(), "a test");
        assertThat(retention.now(thrifty, source)).as("the newer one is broken").isEmpty();

        Manifest third = works.take(thrifty, "main");
        assertThat(retention.now(thrifty, source)).containsExactly(old.name());
        assertThat(works.act(thrifty, new BackupStep.PruneBackups("shop", "main", List.of(old.name(), third.name()))))
                .isEqualTo(new Outcome.Done("deleted " + old.name()));
        assertThat(works.table.of("shop", "main"))
                .extracting(Backup::name)
                .containsExactly(third.name(), second.name());
        assertThat(files()).noneMatch(file -> file.contains(old.name())).hasSize(4);
    }

    private List<String> files() {
        Path folder = home.resolve("backups");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).map(Path::toString).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
