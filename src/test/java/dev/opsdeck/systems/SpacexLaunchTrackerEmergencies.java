package dev.opsdeck.systems;

import static dev.opsdeck.systems.SpacexLaunchTrackerDeployment.notes;
import static dev.opsdeck.systems.SpacexLaunchTrackerDeployment.titles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import dev.opsdeck.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The section about emergencies: the system is down, data are lost, somebody broke in. */
record SpacexLaunchTrackerEmergencies(Journey journey, SpacexLaunchTrackerServer server) {
    private static final List<String> ALL =
            List.of("postgres", "redis", "celery-worker", "celery-beat", "backend", "frontend", "nginx");

    void go() {
        restart();
        down();
        anew();
        loss();
        breach();
    }

    private void restart() {
        Instant before = Instant.now();

        journey.carriesOut("SPX-122").succeeds();

        assertThat(ALL).allMatch(service -> server.startedAt(service).isAfter(before.minusSeconds(1)));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> server.status("/health") == 200);
        for (String part : List.of("database", "redis", "celery")) {
            assertThat(server.status("/health/" + part)).isEqualTo(200);
        }
    }

    private void down() {
        ALL.forEach(server::kill);
        assertThat(server.status("/health")).isZero();

        Run run = journey.carriesOut("SPX-121").succeeds();

        assertThat(server.status("/health")).isEqualTo(200);
        assertThat(run.steps())
                .filteredOn(step ->
                        step.title().contains("--remove") || step.title().contains("corrupted"))
                .hasSize(8)
                .allMatch(step -> step.state() == StepState.SKIPPED);
    }

    /** What a container wrote into itself is spoiled, so that only a new one helps; what is in volumes stays. */
    private void anew() {
        String rows = server.sql("select count(*) from launches");
        String spoiled = server.inspect("backend").getId();
        server.exec("backend", "rm", "/app/backend.pl");
        server.kill("backend");

        Run run = journey.carriesOut("SPX-121").succeeds();

        assertThat(server.inspect("backend").getId()).isNotEqualTo(spoiled);
        assertThat(server.status("/health")).isEqualTo(200);
        assertThat(server.sql("select count(*) from launches")).isEqualTo(rows);
        assertThat(run.steps())
                .filteredOn(step -> step.title().contains("--remove"))
                .hasSize(7)
                .allMatch(step -> step.state() == StepState.DONE);
    }

    private void loss() {
        journey.asks("backup spacex_launches").succeeds();
        String rows = server.sql("select count(*) from launches");
        server.sql("delete from launches where id % 2 = 0");
        journey.carriesOut("SPX-125").answers("launches", "250");

        Deed loss = journey.carriesOut("SPX-123");
        loss.ended();
        assertThat(server.running("backend")).isFalse();
        Run run = loss.ticks(People.OPERATOR).ticks(People.OPERATOR).succeeds();

        assertThat(server.sql("select count(*) from launches")).isEqualTo(rows);
        assertThat(server.status("/health")).isEqualTo(200);
        assertThat(titles(run)).anyMatch(title -> title.startsWith("Back up"));
        journey.proves("SPX-108", "SPX-124");
        assertThat(notes(journey.carriesOut("SPX-126").succeeds())).contains("violations: 0");
    }

    private void breach() {
        String frontend = server.container("frontend");
        journey.carriesOut("SPX-128", Map.of("container", frontend)).succeeds();
        assertThat(server.inspect("frontend").getNetworkSettings().getNetworks())
                .isEmpty();
        assertThat(server.running("frontend")).isTrue();
        server.connect("frontend");

        Deed breach = journey.carriesOut("SPX-127", Map.of("container", server.container("backend")));
        breach.ended();
        breach.ticks("U0DANA");
        breach.decides(People.LEAD, "step_approve");
        breach.ticks(People.LEAD);
        breach.ticks(People.SECURITY).succeeds();
        server.connect("backend");
        String token = server.token();
        assertThat(token).isNotEqualTo(SpacexLaunchTrackerServer.TOKEN);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> server.admin("/api/admin/cache/warm", token) == 200);
        assertThat(server.admin("/api/admin/cache/warm", SpacexLaunchTrackerServer.TOKEN))
                .isEqualTo(401);
        journey.proves("SPX-129", "SPX-130");
    }
}
