package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import dev.opsdeck.testing.AlertmanagerServer;
import java.time.Duration;
import org.awaitility.Awaitility;

/** The sections about what makes it slow and how it gets faster; each is made to happen first. */
record SpacexLaunchTrackerPerformance(
        Journey journey, SpacexLaunchTrackerServer server, AlertmanagerServer alertmanager) {
    void go() {
        slowAnswers();
        memory();
        processors();
        database();
        settings();
    }

    private void slowAnswers() {
        server.exec("backend", "touch", "/tmp/slow");

        journey.carriesOut("SPX-085").answers("Where the time of an API request goes", "Warm redis");
        server.exec("backend", "rm", "/tmp/slow");
        missing();
        alertmanager.awaitFiring("LowCacheHitRate");
        journey.carriesOut("SPX-032").answers("LowCacheHitRate");
        journey.asks("cache redis warm").succeeds();
        journey.asks("check api-timing").answers("status 200");
    }

    /** Counters begin anew, and then nothing is found in the cache. */
    private void missing() {
        server.redis("HDEL", "metrics", "cache_hits", "cache_misses");
        server.exec(
                "redis",
                "sh",
                "-c",
                "for n in 1 2 3 4 5 6 7 8 9 10; do redis-cli del cache:launches; curl --silent http://backend:8000/api/launches; done");
    }

    /** A process that holds nearly all of the memory that the container may have. */
    private void memory() {
        server.leave("backend", "perl", "-e", "my $held = ''; vec($held, 275 << 20, 8) = 1; sleep 600");
        Awaitility.await("memory is held").atMost(Duration.ofSeconds(60)).until(() -> server.exec(
                        "backend", "ps", "-eo", "rss")
                .lines()
                .anyMatch(line -> line.strip().length() >= 6));
        server.leave("backend", "sh", "-c", "echo 'ERROR MemoryError: cannot allocate' >/proc/1/fd/1");
        idle("leaking-pool");

        journey.carriesOut("SPX-086").answers("Memory of the API", "MemoryError", "Restart backend");
        journey.carriesOut("SPX-087").answers("leaking-pool", "idle");
        journey.carriesOut("SPX-088").answers("MemoryError");
        journey.asks("restart backend").succeeds();

        journey.asks("check backend-memory").answers("Memory of the API");
        assertThat(server.exec("backend", "ps", "-eo", "args")).doesNotContain("sleep 600");
    }

    /** A session of that name that was opened and is not used. */
    private void idle(String application) {
        server.leave(
                "postgres",
                "sh",
                "-c",
                "sleep 600 | PGAPPNAME=" + application + " psql -h 127.0.0.1 -U spacex_user -d spacex_launches");
        Awaitility.await("an idle session").atMost(Duration.ofSeconds(60)).until(() -> server.sql(
                        "select state from pg_stat_activity where application_name = '" + application + "'")
                .equals("idle"));
    }

    private void processors() {
        for (int process = 0; process < 4; process++) {
            server.leave("backend", "perl", "-e", "while (1) {}");
        }

        journey.carriesOut("SPX-089").answers("Processor use of the API", "Scale backend to 3");
        journey.carriesOut("SPX-090").answers("backend");
        journey.carriesOut("SPX-091").answers("oldest ");
        journey.asks("restart backend").succeeds();

        assertThat(server.exec("backend", "ps", "-eo", "args")).doesNotContain("while (1)");
    }

    private void database() {
        journey.carriesOut("SPX-092").succeeds();
        assertThat(server.sql(
                        "select count(*) from pg_stat_user_tables where last_analyze > now() - interval '1 minute'"
                                + " and relname like 'launch%'"))
                .isEqualTo("2");
        journey.carriesOut("SPX-093").answers("correlation", "launch_sources");
        journey.carriesOut("SPX-094").answers("actual time");
    }

    /** The time that cached answers live, changed by a commit that somebody else has read. */
    private void settings() {
        Deed proposed = journey.carriesOut("SPX-096");
        proposed.ended();
        server.changed("src/cache/cache_manager.py", "CACHE_TTL = 77\n");
        server.merged();
        Run run = proposed.ticks(People.OPERATOR).succeeds();

        journey.asks("run clear-cache").succeeds();
        journey.asks("cache redis warm").succeeds();
        assertThat(Integer.parseInt(server.redis("TTL", "cache:launches"))).isBetween(60, 77);
        assertThat(run.steps()).isNotEmpty();
        Deed list = journey.carriesOut("SPX-097");
        list.answers("How the API could be faster");
    }
}
