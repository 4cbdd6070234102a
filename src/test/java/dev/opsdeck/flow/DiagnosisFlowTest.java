package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.CertificateAuthority;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.FullDisk;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.NginxServer;
import dev.opsdeck.testing.RedisServer;
import dev.opsdeck.testing.RedisTest;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.TestDatabase;
import dev.opsdeck.testing.Tool;
import dev.opsdeck.testing.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can go wrong is made to go wrong on real servers, and a diagnosis finds it. */
@EngineTest
@RedisTest
@Needs({Tool.NGINX, Tool.MOUNT})
@SuppressWarnings("NullAway.Init")
final class DiagnosisFlowTest {
    private static final String CHANNEL = "shop-ops";
    private static final String OPERATOR = "U0OMAR";
    private static final ShiftedClock CLOCK = new ShiftedClock();

    private static final String ACCESS = """
            people:
              U0VERA: { handle: vera, name: Vera Lindqvist, email: vera@demo.example }
              U0OMAR: { handle: omar, name: Omar Haddad, email: omar@demo.example, groups: [sre] }
            roles: { viewer: { everyone: true }, operator: { groups: [sre] } }
            rules:
              - { allow: read, action: [status, services], to: viewer }
              - { allow: [read, change], to: operator }
            """;

    private static final String SYSTEM = """
            system: shop
            title: Shop
            channels: { ops: shop-ops }
            runtime: { docker: { project: %1$s, host: "%2$s" } }
            services:
              backend: { stop-timeout: 1s }
              worker: { stop-timeout: 1s }
              db: {}
              redis: {}
            databases: { orders: { service: db, url: "%3$s" } }
            caches: { sessions: { service: redis, url: "%4$s" } }
            queues: { mail: { celery: { cache: sessions } } }
            checks:
              slow-queries: { probe: { database: { database: orders, ask: active } }, of: longest, warning: "> 1", critical: "> 600" }
              disk: { probe: { disk: { path: "%5$s" } }, warning: "> 80", critical: "> 95" }
              certificate: { probe: { tls: { address: "%6$s", name: shop.example, authority: "%7$s" } } }
              worker: { probe: { status: worker } }
              hit-rate: { probe: { cache: { cache: sessions, ask: hit-rate } }, warning: "< 70", critical: "< 50" }
              mail: { probe: { queue: mail }, warning: "> 10", critical: "> 1000", every: 1s, recovery: 1s }
              nobody: { probe: { tcp: "127.0.0.1:1" } }
            playbooks:
              everything-slow:
                severity: P1
                symptoms: [pages take minutes, mails come late]
                diagnose: [ { check: slow-queries }, { check: disk }, { check: certificate }, { check: worker }, { check: hit-rate }, { check: mail }, { status: backend } ]
                remedies: [ { restart: worker }, { manual: Order a new certificate } ]
            """;

    @TempDir
    static Path folder;

    private static Deck deck;
    private static RedisServer redis;
    private static NginxServer nginx;
    private static FullDisk disk;
    private static TestDatabase orders;
    private static TestContainer worker;
    private static Engine engine;

    @BeforeAll
    static void start() throws Exception {
        engine = Engine.open();
        engine.start(Workload.of("backend"));
        worker = engine.start(Workload.of("worker"));
        orders = TestDatabase.create();
        redis = RedisServer.start();
        disk = FullDisk.tmpfs(Files.createDirectories(folder.resolve("disk")), 8);
        disk.fill(7);
        Instant now = Instant.now();
        CertificateAuthority authority = CertificateAuthority.root("shop root", now);
        var expired = authority.issue("shop.example", now.minus(Duration.ofDays(90)), now.minus(Duration.ofDays(2)));
        nginx = NginxServer.tls(expired.pem(folder, "shop"), folder.resolve("shop.key"));
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(
                catalog.resolve("shop.yml"),
                SYSTEM.formatted(
                        engine.project(),
                        engine.host(),
                        orders.jdbcUrl(),
                        redis.url(),
                        disk.path(),
                        nginx.address(),
                        authority.pem(folder, "root")));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), CLOCK);
        deck.slack().limits().enforce(false);
    }

    @AfterAll
    static void stop() {
        deck.close();
        disk.close();
        nginx.close();
        redis.close();
        engine.close();
    }

    @Test
    void a_diagnosis_names_every_trouble_with_its_severity_and_offers_the_remedy() throws Exception {
        worker.kill();
        for (int hit = 0; hit < 10; hit++) {
            redis.commands().set("k" + hit, "v");
        }
        redis.commands().configResetstat();
        for (int ask = 0; ask < 1_000; ask++) {
            redis.commands().get(ask % 5 < 2 ? "k" + ask % 10 : "missing-" + ask);
        }
        redis.commands().del("celery");
        for (int mail = 0; mail < 40; mail++) {
            redis.commands().lpush("celery", "mail-" + mail);
        }
        try (Connection slow = DriverManager.getConnection(orders.jdbcUrl(), "postgres", "")) {
            CompletableFuture<Void> query = run(slow, "select pg_sleep(20)");
            Awaitility.await("a query that runs for seconds")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> orders.jdbi().withHandle(handle -> handle.createQuery(
                                            "select count(*) from pg_stat_activity where query like '%pg_sleep(20)%'"
                                                    + " and now() - query_start > interval '1.5 s' and pid <> pg_backend_pid()")
                                    .mapTo(Integer.class)
                                    .one())
                            > 0);

            deck.slack().as(OPERATOR).command(CHANNEL, "/ops diagnose everything-slow");

            String card = Deck.text(deck.awaitMessage(CHANNEL, "diagnose shop/everything-slow"));
            assertThat(lines(card))
                    .anyMatch(line -> line.contains("🟡") && line.contains("slow-queries") && line.contains("longest"))
                    .anyMatch(
                            line -> line.contains("🟡") && line.contains("disk") && line.contains("threshold &gt; 80"))
                    .anyMatch(line -> line.contains("🔴") && line.contains("certificate"))
                    .anyMatch(line -> line.contains("🔴") && line.contains("worker") && line.contains("exited"))
                    .anyMatch(line ->
                            line.contains("🔴") && line.contains("hit-rate") && line.contains("threshold &lt; 50"))
                    .anyMatch(
                            line -> line.contains("🟡") && line.contains("mail") && line.contains("threshold &gt; 10_"))
                    .anyMatch(line -> line.contains("🟢") && line.contains("backend"));
            assertThat(card)
                    .contains(
                            "P1",
                            "Order a new certificate",
                            "restart shop/worker",
                            "3 critical, 3 warning of 7 answers");
            query.cancel(true);
        }

        click("command_run_0");
        deck.awaitMessage(CHANNEL, "Run again");
        assertThat(worker.starts()).isEqualTo(2);
    }

    @Test
    void without_a_name_playbooks_are_offered_by_what_people_see() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops diagnose");

        deck.awaitPrivate(OPERATOR, CHANNEL, "pages take minutes; mails come late");
    }

    @Test
    void a_service_without_a_playbook_is_looked_at_from_all_sides() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops diagnose backend");

        assertThat(Deck.text(deck.awaitMessage(CHANNEL, "diagnose shop/backend")))
                .contains("backend status", "backend logs", "backend CPU and memory", "restart shop/backend");
    }

    @Test
    void who_may_not_read_may_not_diagnose() throws Exception {
        deck.slack().as("U0VERA").command(CHANNEL, "/ops diagnose everything-slow");

        deck.awaitPrivate("U0VERA", CHANNEL, "diagnose");
        assertThat(deck.privates("U0VERA", CHANNEL)).noneMatch(text -> text.contains("questions side by side"));
    }

    @Test
    void a_check_says_what_cannot_be_asked() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops check nobody");

        deck.awaitPrivate(OPERATOR, CHANNEL, "127.0.0.1:1");
    }

    @Test
    void a_typo_in_a_check_gets_the_nearest() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops check hitrate");

        deck.awaitPrivate(OPERATOR, CHANNEL, "check hit-rate");
    }

    @Test
    void checks_are_listed_with_how_their_monitors_stand() throws Exception {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            deck.slack().as(OPERATOR).command(CHANNEL, "/ops check");
            assertThat(deck.privates(OPERATOR, CHANNEL))
                    .anyMatch(text -> text.contains("check shop/mail") && text.contains(" for "));
        });
    }

    @Test
    void a_monitor_tells_the_channel_once_and_answers_there_when_it_has_recovered() throws Exception {
        for (int mail = 0; mail < 2_000; mail++) {
            redis.commands().lpush("celery", "mail-" + mail);
        }
        Message alarm = deck.awaitMessage(CHANNEL, "shop/mail is critical");
        assertThat(Deck.text(alarm)).contains("threshold &gt; 1000", "diagnose shop/everything-slow");

        redis.commands().del("celery");

        deck.awaitMessage(CHANNEL, "shop/mail has recovered");
        assertThat(deck.slack().messages(CHANNEL).stream()
                        .filter(message -> Deck.text(message).contains("shop/mail is critical")))
                .hasSize(1);
    }

    @Test
    void a_mention_is_answered_in_its_thread_for_everybody() throws Exception {
        deck.slack().as(OPERATOR).mention(CHANNEL, "status backend");

        Message answer = deck.awaitMessage(CHANNEL, "backend is up");
        assertThat(answer.body().path("thread_ts").asText()).isNotEmpty();
    }

    @Test
    void the_status_shows_use_databases_caches_and_queues() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops status");

        String board = deck.awaitPrivate(OPERATOR, CHANNEL, "Databases, caches, queues");
        assertThat(board).contains("CPU ", "orders connections", "sessions memory", "mail queue");
    }

    private static List<String> lines(String card) {
        return card.lines()
                .flatMap(line -> Arrays.stream(line.split("\"type\":\"section\"")))
                .toList();
    }

    private static void click(String action) throws Exception {
        Message card = deck.awaitMessage(CHANNEL, "diagnose shop/everything-slow");
        assertThat(Deck.text(card)).contains(action);
        deck.slack().as(OPERATOR).click(CHANNEL, card.ts(), action);
    }

    private static CompletableFuture<Void> run(Connection connection, String sql) {
        return CompletableFuture.runAsync(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (java.sql.SQLException e) {
                // Cancelled with its connection when the test is done with it.
            }
        });
    }
}
