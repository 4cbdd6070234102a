package dev.opsdeck.systems;

import static dev.opsdeck.systems.SpacexLaunchTrackerDeployment.titles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import dev.opsdeck.testing.AlertmanagerServer;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;

/** What to do when the API does not answer, and when the database refuses; each is made to happen first. */
record SpacexLaunchTrackerTroubles(Journey journey, SpacexLaunchTrackerServer server, AlertmanagerServer alertmanager) {
    void go() {
        api();
        limits();
        alarms();
        slowStatements();
    }

    private void api() {
        server.kill("backend");
        assertThat(server.status("/health")).isIn(502, 504);

        journey.carriesOut("SPX-050").answers("exited", "HTTP 50", "Restart backend");
        journey.carriesOut("SPX-051").answers("backend", "exited");
        journey.carriesOut("SPX-052").answers("listens on 8000");
        Instant before = Instant.now();
        journey.carriesOut("SPX-054").succeeds();

        assertThat(server.startedAt("backend")).isAfter(before.minusSeconds(1));
        awaitStatus("/health", 200);
        journey.carriesOut("SPX-053").answers("backend", "%");
        journey.carriesOut("SPX-056").answers("connection ok");
        journey.asks("diagnose api-not-responding").answers("connection ok", "HTTP 200");
    }

    private void limits() {
        journey.carriesOut("SPX-055").succeeds();

        assertThat(server.inspect("backend").getHostConfig().getMemory()).isEqualTo(320L << 20);
        assertThat(server.inspect("backend").getHostConfig().getNanoCPUs()).isEqualTo(1_500_000_000L);
        assertThat(server.home().resolve(".env.before")).content().contains("BACKEND_MEMORY=256m");
    }

    /** The database stops: the monitor tells the channel, Alertmanager has it, and the playbook finds it. */
    private void alarms() {
        server.kill("postgres");

        journey.hears(journey.channel(), "API reaches the database");
        alertmanager.awaitFiring("DatabaseUnavailable");
        journey.carriesOut("SPX-031").answers("DatabaseUnavailable");
        journey.carriesOut("SPX-057").answers("HTTP 503", "Restart postgres");
        journey.carriesOut("SPX-058").answers("takes connections");
        Instant before = Instant.now();
        journey.carriesOut("SPX-061").succeeds();

        assertThat(server.startedAt("postgres")).isAfter(before.minusSeconds(1));
        awaitStatus("/health/database", 200);
        journey.carriesOut("SPX-059").answers("connections");
        journey.asks("diagnose database-connections").answers("HTTP 200");
    }

    private void slowStatements() {
        server.leave(
                "postgres",
                "psql",
                "-h",
                "127.0.0.1",
                "-U",
                "spacex_user",
                "-d",
                "spacex_launches",
                "-c",
                "select pg_sleep(600)");
        Awaitility.await("a long statement").atMost(Duration.ofSeconds(60)).until(() -> server.sql(
                        "select count(*) from pg_stat_activity where query like '%pg_sleep(600)%' and state = 'active'"
                                + " and query_start < now() - interval '2 s' and pid <> pg_backend_pid()")
                .equals("1"));

        journey.carriesOut("SPX-060").answers("pg_sleep");
        journey.asks("diagnose database-connections").answers("End long statements in spacex_launches");
        Run run = journey.asks(
                        "db spacex_launches kill-long --older-than=2s --reason=\"playbook database-connections\"")
                .succeeds();

        assertThat(titles(run)).hasSize(1).first().asString().startsWith("End session");
        assertThat(
                        server.sql(
                                "select count(*) from pg_stat_activity where query like '%pg_sleep(600)%' and pid <> pg_backend_pid()"))
                .isEqualTo("0");
        journey.proves("SPX-062");
    }

    private void awaitStatus(String path, int status) {
        Awaitility.await(path + " answers " + status)
                .atMost(Duration.ofSeconds(60))
                .until(() -> server.status(path) == status);
    }
}
