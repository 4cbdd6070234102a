package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.plan.CodeStep;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.StepRecord;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The runbook of the Spotex platform, gone through from its first page to its last, on real containers. */
@Tag("journey")
@EngineTest
@Needs(Tool.PROMETHEUS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // all of it is started before
final class SpotexTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static SpotexStandIns spotex;
    private static Journey journey;
    private static Web web;

    @BeforeAll
    static void start(Engine engine) throws Exception {
        spotex = new SpotexStandIns(engine, folder);
        journey = Journey.through(CoveredSystem.SPOTEX, folder.resolve("opsdeck"), spotex.settings());
        web = new Web(spotex.nginx.url(80));
    }

    @AfterAll
    static void stop() {
        try {
            journey.close();
        } finally {
            spotex.close();
        }
    }

    private static void on(String statement) {
        spotex.database.run(statement);
    }

    private static long one(String query) {
        return Long.parseLong(spotex.database.rows(query).getFirst());
    }

    /** Workers that the web server had before it was told anew may still answer for a moment. */
    private static void awaitBurst(Predicate<List<Integer>> expected) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> web.burst("192.0.2.7", "/admin", 10), expected);
    }

    private static void finishes(String checklist, String id) {
        Checklists.finish(journey, checklist, journey.carriesOut(id), People.OPERATOR);
    }

    private static StandIn api() {
        return spotex.standIns.now(spotex.api);
    }

    @Test
    @Order(1)
    void contacts_and_pages() {
        journey.carriesOut("SPO-001")
                .answers("Technical Lead", "DevOps Engineer", "Database Administrator", "Security Officer");
        journey.carriesOut("SPO-002").answers("support@kamatera.com", "DNS provider", "Let's Encrypt");
        journey.carriesOut("SPO-003").answers("200", "ms");
        journey.carriesOut("SPO-004").answers("200", "ms");
        journey.carriesOut("SPO-005").answers("200", "ms");
        journey.carriesOut("SPO-006").answers("200", "ms");
        journey.carriesOut("SPO-007").answers("200", "ms");
    }

    @Test
    @Order(2)
    void a_slow_database() {
        spotex.database.session("select pg_sleep(900)");
        on("delete from orders where id % 2 = 0");
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ofSeconds(3))
                .until(() -> one(
                                "select count(*) from pg_stat_activity where query like '%pg_sleep(900)%' and pid <> pg_backend_pid()")
                        == 1);

        journey.carriesOut("SPO-008").answers("Long statements", "Connections", "Vacuum", "Restart postgres");
        journey.carriesOut("SPO-009").answers("30");
        journey.carriesOut("SPO-010").answers("mean");
        journey.carriesOut("SPO-011").answers("orders");

        Deed vacuum = journey.carriesOut("SPO-013");
        vacuum.succeeds();
        assertThat(one("select count(*) from pg_stat_user_tables where relname = 'orders' and last_vacuum > '"
                        + vacuum.sentAt() + "' and last_analyze > '" + vacuum.sentAt() + "'"))
                .isEqualTo(1);
        journey.carriesOut("SPO-014", Map.of("age", "2s")).succeeds();
        assertThat(one("select count(*) from pg_stat_activity where query like 'select pg_sleep(900)%'"))
                .isZero();
        Deed restart = journey.carriesOut("SPO-012");
        restart.succeeds();
        assertThat(spotex.standIns.now(spotex.database.standIn()).container().startedAt())
                .isAfter(restart.sentAt());
        assertThat(web.status("/api/health")).isEqualTo(200);
    }

    @Test
    @Order(3)
    void services_that_are_down() {
        api().container().kill();
        Awaitility.await().atMost(PATIENCE).until(() -> !api().container().running());

        journey.asks("check api").answers("API", "HTTP 50");
        journey.carriesOut("SPO-015").answers("HTTP 50", "exited with code 137", "Restart backend-api");
        journey.carriesOut("SPO-016").answers("backend-api", "exited", "redis", "nginx");
        journey.carriesOut("SPO-017").answers("ready on port 3000");
        journey.carriesOut("SPO-018").answers("frontend-admin");
        journey.carriesOut("SPO-019").answers("redis", "%");

        Deed restart = journey.carriesOut("SPO-020");
        restart.succeeds();
        assertThat(api().container().startedAt()).isAfter(restart.sentAt());
        assertThat(web.status("/api/health")).isEqualTo(200);
        journey.asks("check api").answers("200");
    }

    @Test
    @Order(4)
    void everything_restarted_and_deployed() {
        Deed restart = journey.carriesOut("SPO-021");
        restart.succeeds();
        for (StandIn one : List.of(spotex.database.standIn(), spotex.redis, spotex.api, spotex.admin, spotex.nginx)) {
            assertThat(spotex.standIns.now(one).container().startedAt())
                    .as(one.service())
                    .isAfter(restart.sentAt());
        }

        journey.carriesOut("SPO-022").succeeds();
        assertThat(web.get("/api/token?")).contains("version 2.4.0");
        assertThat(spotex.server.git("describe", "--tags")).isEqualTo("2.4.0");

        String before = api().container().id();
        journey.carriesOut("SPO-024").succeeds();
        assertThat(api().container().id()).isNotEqualTo(before);
        assertThat(web.status("/api/health")).isEqualTo(200);
    }

    @Test
    @Order(5)
    void images_fetched_and_cleared_away(Engine engine) {
        String tag = engine.docker()
                .inspectContainerCmd(
                        spotex.standIns.now(spotex.deployments).container().id())
                .exec()
                .getConfig()
                .getImage();
        spotex.publish(tag);
        String before = engine.docker().inspectImageCmd(tag).exec().getId();
        journey.carriesOut("SPO-023").succeeds();
        assertThat(engine.docker().inspectImageCmd(tag).exec().getId()).isNotEqualTo(before);

        spotex.cleanUp(journey);
    }

    @Test
    @Order(6)
    void a_certificate_that_ends_soon() {
        journey.carriesOut("SPO-026").answers("Certificate of admin", "5 days", "Renew");
        journey.carriesOut("SPO-027").answers("5 days");
        assertThat(journey.carriesOut("SPO-028").succeeds().output()).isTrue();
        journey.carriesOut("SPO-029").succeeds();
        journey.asks("check certificate-admin").answers("90 days");

        journey.carriesOut("SPO-032").succeeds();
        Deed restart = journey.carriesOut("SPO-030");
        restart.succeeds();
        assertThat(spotex.standIns.now(spotex.nginx).container().startedAt()).isAfter(restart.sentAt());
        assertThat(web.status("/admin")).isEqualTo(200);
        journey.asks("schedules").answers("Certificate renewal", "renew");
        journey.proves("SPO-031");
    }

    @Test
    @Order(7)
    void a_busy_server() {
        api().exec("sh", "-c", "setsid sh -c 'while :; do :; done' >/dev/null 2>&1 &");

        journey.carriesOut("SPO-033")
                .answers("Processor use of the API", "Memory", "Disk", "Busiest processes", "Restart");
        journey.proves("SPO-037");
        journey.carriesOut("SPO-034").answers("load");
        journey.carriesOut("SPO-035").answers("Memory");
        journey.carriesOut("SPO-036").answers("Disk");
        journey.carriesOut("SPO-038").succeeds();
        assertThat(api().exec("ps", "-eo", "args")).doesNotContain("while :");

        journey.carriesOut("SPO-039").succeeds();
        assertThat(spotex.standIns.now("backend-api")).hasSize(3);
        assertThat(web.status("/api/health")).isEqualTo(200);
        journey.asks("scale backend-api 1").succeeds();

        spotex.redis().exec("redis-cli", "set", "page", "1");
        journey.carriesOut("SPO-040").succeeds();
        assertThat(spotex.redis().exec("redis-cli", "dbsize").strip()).isEqualTo("0");
    }

    @Test
    @Order(8)
    void no_connections_left() throws IOException {
        spotex.database.idleSessions(21);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        one("select count(*) from pg_stat_activity where state = 'idle' and usename = 'spotex_prod'")
                                >= 18);

        journey.carriesOut("SPO-042").answers("Connections", "Run set-pool-size");
        journey.carriesOut("SPO-043").answers("idle");
        journey.carriesOut("SPO-044").answers("30");
        Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        journey.carriesOut("SPO-046", Map.of("age", "1s")).succeeds();
        assertThat(one("select count(*) from pg_stat_activity where state = 'idle' and usename = 'spotex_prod'"))
                .isLessThan(5);
        journey.carriesOut("SPO-045").succeeds();
        assertThat(spotex.server.variable("DB_POOL_SIZE")).isEqualTo("30");
        assertThat(web.get("/api/token?")).contains("pool 30");
    }

    @Test
    @Order(9)
    void a_deployment_that_fails() {
        on("insert into _prisma_migrations values ('20251007_orders', null, null)");
        StandIn deployments = spotex.standIns.now(spotex.deployments);
        deployments.exec("touch", "/broken");
        deployments.container().kill();
        Awaitility.await().atMost(PATIENCE).until(() -> !deployments.container().running());
        journey.asks("deploy backend-api 2.5.0").fails();
        assertThat(web.get("/api/token?")).contains("version 2.4.0");

        journey.carriesOut("SPO-047").answers("Containers that ended", "20251007_orders: failed", "Run full-redeploy");
        journey.carriesOut("SPO-048").answers("backend-api");
        journey.carriesOut("SPO-049").answers("deployment-service");
        journey.carriesOut("SPO-053").answers("20251007_orders: failed");
        journey.carriesOut("SPO-054").succeeds();
        assertThat(one("select count(*) from _prisma_migrations where rolled_back_at is not null"))
                .isEqualTo(1);
        journey.asks("check migrations").answers("rolled back, not applied");

        deployments.container().remove();
        spotex.startDeployments();
        Run back = journey.carriesOut("SPO-050", Map.of("commit", spotex.server.git("rev-parse", "2.3.0")))
                .succeeds();
        assertThat(spotex.server.git("describe", "--tags")).isEqualTo("2.3.0");
        assertThat(back.steps()).extracting(StepRecord::step).hasAtLeastOneElementOfType(CodeStep.CheckOut.class);
        journey.proves("SPO-051");
        journey.carriesOut("SPO-055").ticks(People.OPERATOR).succeeds();
        journey.carriesOut("SPO-085").succeeds();
        assertThat(api().container().running()).isFalse();
        journey.carriesOut("SPO-052").succeeds();
        assertThat(web.status("/api/health")).isEqualTo(200);
    }

    @Test
    @Order(10)
    void backups_and_restore() {
        journey.carriesOut("SPO-090").succeeds();
        journey.carriesOut("SPO-081").answers("main-", "the newest");
        journey.asks("backup dumps").succeeds();
        journey.carriesOut("SPO-083").answers("dumps-");
        journey.carriesOut("SPO-082").succeeds();

        long rows = one("select count(*) from orders");
        on("update orders set note = 'wrong'");
        on("delete from orders where id > 4000");
        journey.carriesOut("SPO-084").succeeds();
        assertThat(one("select count(*) from orders")).isEqualTo(rows);
        assertThat(one("select count(*) from orders where note = 'wrong'")).isZero();
        assertThat(web.status("/api/health")).isEqualTo(200);
        journey.proves("SPO-086", "SPO-087");
    }

    @Test
    @Order(11)
    void checklists() {
        finishes("daily", "SPO-057");
        finishes("weekly", "SPO-058");
        finishes("monthly", "SPO-059");
        finishes("before-change", "SPO-089");
        finishes("during-change", "SPO-093");
        finishes("after-change", "SPO-095");
        journey.carriesOut("SPO-091").succeeds();
        assertThat(spotex.server.git("log", "-1", "--format=%an %s")).isEqualTo("opsdeck new version");
        journey.carriesOut("SPO-092").answers("new version");
        journey.carriesOut("SPO-096").answers("All 1 answers are fine");
    }

    @Test
    @Order(12)
    void what_is_measured() {
        for (String measured : List.of(
                "http_requests_total",
                "node_memory_MemTotal_bytes",
                "probe_success",
                "probe_ssl_earliest_cert_expiry",
                "pg_stat_statements_calls_total")) {
            spotex.awaitMetrics(measured);
        }
        journey.carriesOut("SPO-060").answers("api-response-time");
        journey.carriesOut("SPO-061").answers("error-rate");
        journey.carriesOut("SPO-063").answers("disk-used");
        journey.carriesOut("SPO-064").answers("memory-used");
        journey.carriesOut("SPO-065").answers("certificate-days");
        journey.carriesOut("SPO-097").answers("error-rate");
        journey.carriesOut("SPO-098").answers("db-query-time");
        journey.carriesOut("SPO-099").answers("page-load-time");
        journey.carriesOut("SPO-100").answers("uptime");
    }

    @Test
    @Order(13)
    void alarms() {
        api().switchOn("errors");
        Awaitility.await().atMost(PATIENCE).until(() -> {
            web.status("/api/orders");
            return spotex.alerts().contains("HighErrorRate");
        });
        journey.carriesOut("SPO-066").answers("HighErrorRate", "more than 5 %");
        Deed follow = journey.carriesOut("SPO-094");
        web.status("/api/orders");
        follow.answers("GET /orders 500");
        api().switchOff("errors");

        api().switchOn("slow", "3");
        Awaitility.await().atMost(PATIENCE).until(() -> {
            web.status("/api/orders");
            return spotex.alerts().contains("SlowApi");
        });
        journey.carriesOut("SPO-067").answers("SlowApi", "more than 2 s");
        api().switchOff("slow");
        Awaitility.await().atMost(PATIENCE).until(() -> {
            web.status("/api/orders");
            return spotex.alerts().equals("[]");
        });

        journey.carriesOut("SPO-062").answers("Database takes connections");
        spotex.standIns.now(spotex.database.standIn()).container().kill();
        Awaitility.await().atMost(PATIENCE).until(() -> journey.lastHeard("spotex/database ")
                .matches("(?s).* is (unknown|critical).*"));
        journey.asks("start postgres").succeeds();
        Awaitility.await().atMost(PATIENCE).until(() -> journey.lastHeard("spotex/database ")
                .contains("has recovered"));
    }

    @Test
    @Order(14)
    void a_breach_of_security() throws IOException {
        String token = web.get("/api/token?login").strip();
        String key = spotex.server.variable("API_KEY");
        String password = spotex.server.variable("DB_PASSWORD");
        assertThat(web.get("/api/token?token=" + token)).contains("welcome");
        journey.carriesOut("SPO-071").answers("fit: with", "attack");

        journey.carriesOut("SPO-068")
                .decides(People.SECOND_LEAD, "step_approve")
                .ticks(People.SECURITY)
                .succeeds();
        assertThat(web.from("203.0.113.9", "/admin")).isEqualTo(403);
        assertThat(web.from("192.0.2.1", "/admin")).isEqualTo(200);
        journey.carriesOut("SPO-070").answers("203.0.113.9", "403");
        assertThat(web.get("/api/token?token=" + token)).contains("unauthorized");
        assertThat(web.get("/api/token?token=" + web.get("/api/token?login").strip()))
                .contains("welcome");
        assertThat(web.get("/api/token?key=" + key)).contains("unauthorized");
        assertThat(web.get("/api/token?key=" + spotex.server.variable("API_KEY")))
                .contains("welcome");
        assertThat(spotex.signsIn(password)).isFalse();
        assertThat(spotex.signsIn(spotex.server.variable("DB_PASSWORD"))).isTrue();
        journey.hears("spotex-incidents", "Suspected security breach from 203.0.113.9");
        journey.proves("SPO-069", "SPO-073", "SPO-074", "SPO-075");
    }

    @Test
    @Order(15)
    void an_attack_by_many() {
        journey.carriesOut("SPO-076").ticks(People.OPERATOR).succeeds();
        assertThat(web.from("203.0.113.200", "/admin")).isEqualTo(403);
        assertThat(spotex.standIns.now("backend-api")).hasSize(3);
        awaitBurst(statuses -> statuses.contains(200) && statuses.contains(429));
        journey.proves("SPO-079", "SPO-080");
        journey.asks("run rate-limit state=off").succeeds();
        awaitBurst(statuses -> statuses.stream().allMatch(status -> status == 200));
        journey.carriesOut("SPO-077").succeeds();
        awaitBurst(statuses -> statuses.contains(200) && statuses.contains(429));
        journey.asks("run rate-limit state=off").succeeds();
        journey.asks("scale backend-api 1").succeeds();
    }

    @Test
    @Order(16)
    void an_incident() {
        journey.asks("incident declare critical API is down --impact=\"nobody can sign in\"")
                .answers("INC-1");
        journey.carriesOut("SPO-088", Map.of("incident", "1")).answers("devops");
        journey.carriesOut("SPO-072", Map.of("incident", "1")).answers("1");
        journey.hears("spotex-incidents", "the address is blocked");
        journey.asks("incident resolve 1 --summary=\"restarted\" --cause=\"a bad release\"")
                .answers("1");
    }

    @Test
    @Order(17)
    void the_end() {
        journey.carriesOut("SPO-056").succeeds();
        assertThat(spotex.standIns.now("backend-api")).isEmpty();
        assertThat(spotex.standIns.now("postgres")).isEmpty();
        assertThat(spotex.volumes()).anyMatch(volume -> volume.endsWith("_postgres-data"));

        journey.everythingWasCarriedOut();
    }
}
