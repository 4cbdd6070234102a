package dev.opsdeck.flow;

import static dev.opsdeck.flow.Shop.CHANNEL;
import static dev.opsdeck.flow.Shop.LEAD;
import static dev.opsdeck.flow.Shop.OPERATOR;
import static dev.opsdeck.flow.Shop.SECOND_LEAD;
import static dev.opsdeck.flow.Shop.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.audit.Verification;
import dev.opsdeck.backup.Backup;
import dev.opsdeck.backup.BackupTable;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.target.LocalProcesses;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.PostgresInstall;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups and restores of a real PostgreSQL, asked for by signed requests. */
@Needs(Tool.POSTGRES)
final class BackupFlowTest {
    private static final String ACCESS_RULES = """
              - { name: replace, allow: destructive, to: operator, approval: { by: lead, count: 2, within: 15m } }
              - { name: backups, allow: change, action: backup, on: ["*/db", "*/other-db", "*/lost-db"], to: operator }
            """;

    private static final String SYSTEM = """
            system: shop
            title: Shop
            channels: { ops: shop-ops, incidents: shop-incidents }
            runtime: process
            services:
              db: { process: { command: [sleep, "700"] } }
              backend: { depends-on: [db], stop-timeout: 2s, process: { command: [sleep, "701"] } }
              frontend: { depends-on: [backend], stop-timeout: 2s, process: { command: [sleep, "702"] } }
              worker: { process: { command: [sleep, "705"] } }
              crashing: { process: { command: [sleep, "706"] } }
              other-db: { process: { command: [sleep, "703"] } }
              lost-db: { process: { command: [sleep, "707"] } }
              stuck: { depends-on: [other-db], stop-timeout: 2s, health: { http: "http://127.0.0.1:1/health", within: 2s }, process: { command: [sleep, "704"] } }
            databases:
              main: { service: db, url: "%s", backup: { at: "0 2 * * *", keep: 30d } }
              other: { service: other-db, url: "%s" }
              lost: { service: lost-db, url: "%s" }
            runbooks:
              proven: { steps: [ { backup: main }, { verify-backup: { what: main, restore-test: true } } ] }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static PostgresInstall postgres;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @BeforeAll
    static void start() throws IOException {
        postgres = PostgresInstall.start();
        postgres.run("postgres", "create database other", "create database lost");
        for (String database : List.of("shop", "other", "lost")) {
            postgres.run(
                    database,
                    "create table orders (id int primary key, note text)",
                    "insert into orders select n, 'note ' || n from generate_series(1, 2000) n");
        }
        Path catalog = Shop.in(folder.resolve("catalog"));
        Path access = catalog.resolve("access.yml");
        Files.writeString(access, Files.readString(access).replace("rules:\n", "rules:\n" + ACCESS_RULES));
        Files.writeString(
                catalog.resolve("shop.yml"),
                SYSTEM.formatted(postgres.url("shop"), postgres.url("other"), postgres.url("lost")));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.bean(LocalProcesses.class)
                .ensureStarted(deck.bean(LiveCatalog.class).current());
        deck.slack().limits().enforce(false);
    }

    @AfterAll
    static void stop() {
        deck.close();
        postgres.close();
    }

    @Test
    void a_backup_takes_the_place_of_changed_data_after_two_approvals() throws Exception {
        List<String> before = rows("shop");
        String backup = backup("main");
        postgres.run("shop", "delete from orders where id % 3 = 0", "update orders set note = 'wrong'");

        long run = request("restore main latest --reason \"wrong migration\"");
        Message card = deck.awaitMessage(CHANNEL, "Approval needed");
        assertThat(Deck.text(card)).contains(backup, "Stops meanwhile: backend, frontend", "2 of lead");
        click(LEAD, run);
        deck.awaitPrivate(LEAD, CHANNEL, "1 of 2 from lead");
        assertThat(postgres.databases()).noneMatch(name -> name.startsWith("shop_"));
        click(SECOND_LEAD, run);

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rows("shop")).isEqualTo(before);
        assertThat(postgres.rows("shop_before_" + run, "select distinct note from orders"))
                .containsExactly("wrong");
        assertThat(running()).contains("backend", "frontend");
        assertThat(deck.bean(BackupTable.class).of("shop", "main").getFirst().name())
                .endsWith("-r" + run);
        assertThat(deck.bean(AuditTrail.class).verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void a_restore_after_which_a_dependent_is_not_healthy_is_put_back_by_itself() throws Exception {
        backup("other");
        postgres.run("other", "update orders set note = 'newer'");
        List<String> before = rows("other");

        long run = request("restore other latest");
        click(LEAD, run);
        click(SECOND_LEAD, run);

        assertThat(ended(run).state()).isEqualTo(RunState.FAILED);
        assertThat(rows("other")).isEqualTo(before);
        assertThat(postgres.databases()).contains("other", "other_withdrawn_" + run);
        assertThat(running()).contains("stuck");
    }

    @Test
    void a_database_that_was_dropped_comes_back_and_the_plan_says_that_there_is_nothing_to_keep() throws Exception {
        backup("lost");
        List<String> before = rows("lost");
        postgres.run("postgres", "drop database lost");

        long run = request("restore lost latest");
        assertThat(Deck.text(deck.awaitMessage(CHANNEL, "Run " + run + " ")))
                .contains("There is no database lost on", "nothing to take a safety backup of", "2 of lead");
        click(LEAD, run);
        click(SECOND_LEAD, run);

        Run restored = ended(run);
        assertThat(restored.state()).as(restored.note()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rows("lost")).isEqualTo(before);
        assertThat(postgres.databases()).noneMatch(name -> name.startsWith("lost_"));
    }

    @Test
    void backups_are_listed_and_verified() throws Exception {
        String backup = backup("main");

        deck.slack().as(VIEWER).command(CHANNEL, "/ops backup list main");
        deck.awaitPrivate(VIEWER, CHANNEL, backup);
        long run = request("backup verify " + backup + " --restore-test");

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops backups");
        deck.awaitPrivate(OPERATOR, CHANNEL, "restored");
    }

    @Test
    void a_runbook_verifies_the_backup_that_it_takes_and_not_the_one_before() throws Exception {
        long run = request("run proven");
        click(LEAD, run);
        click(SECOND_LEAD, run);

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        Backup newest = deck.bean(BackupTable.class).of("shop", "main").getFirst();
        assertThat(newest.name()).endsWith("-r" + run);
        assertThat(newest.verifiedHow()).contains("restored");
    }

    @Test
    void what_cannot_be_done_is_said_and_makes_no_run() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops restore main main-2020-01-01T0000Z-r1");
        deck.awaitPrivate(OPERATOR, CHANNEL, "There is no backup main-2020-01-01T0000Z-r1 of shop/main");
        deck.slack().as(VIEWER).command(CHANNEL, "/ops backup main");
        deck.awaitPrivate(VIEWER, CHANNEL, "backup");
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops backup prune all");
        deck.awaitPrivate(OPERATOR, CHANNEL, "is older or more than the catalog keeps");
    }

    private static List<String> rows(String database) {
        return postgres.rows(database, "select id, note from orders order by id");
    }

    private static List<String> running() throws IOException {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            List<String> lines = all.flatMap(process -> process.info().commandLine().stream())
                    .toList();
            return Stream.of("backend:701", "frontend:702", "stuck:704")
                    .filter(service -> lines.stream().anyMatch(line -> line.endsWith("sleep " + service.split(":")[1])))
                    .map(service -> service.split(":")[0])
                    .toList();
        }
    }

    private static String backup(String database) throws Exception {
        long run = request("backup " + database);
        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        return deck.bean(BackupTable.class).of("shop", database).getFirst().name();
    }

    private static long request(String text) throws Exception {
        long before = runs().stream().mapToLong(Run::id).max().orElse(0);
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops " + text);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> runs().stream().mapToLong(Run::id).max().orElse(0), id -> id > before);
    }

    private static void click(String user, long run) throws Exception {
        deck.slack()
                .as(user)
                .click(CHANNEL, deck.awaitMessage(CHANNEL, "Run " + run + " ").ts(), "run_approve");
    }

    private static List<Run> runs() {
        return deck.bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).recent(tx, null, false, 100));
    }

    private static Run ended(long run) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(
                        () -> deck.bean(Jdbi.class)
                                .inTransaction(tx -> deck.bean(RunStore.class).find(tx, run))
                                .orElseThrow(),
                        found -> found.state().ended());
    }
}
