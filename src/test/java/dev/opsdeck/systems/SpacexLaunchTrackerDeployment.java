package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import dev.opsdeck.run.StepRecord;
import java.util.List;
import java.util.Map;

/** The section about deployments and the way back. */
record SpacexLaunchTrackerDeployment(Journey journey, SpacexLaunchTrackerServer server) {
    void go() {
        journey.asks("backup spacex_launches").succeeds();
        checklist();
        automatic();
        back();
        byHand();
        byPipeline();
    }

    private void checklist() {
        journey.carriesOut("SPX-001").answers("Before a deployment");
        journey.hears(journey.channel(), "Database migrations are ready");
        Run tests = journey.carriesOut("SPX-002").succeeds();
        assertThat(notes(tests)).contains("6 passed, 0 failed");
        assertThat(notes(journey.carriesOut("SPX-011").succeeds())).contains("2 passed, 0 failed");
    }

    private void automatic() {
        server.changed("migrations/003_orbit.sql", "alter table launches add column orbit text;\n");
        server.changed("VERSION", "v2\n");
        server.merged();

        Run run = journey.carriesOut("SPX-003").succeeds();

        assertThat(server.body("/version")).contains("v2");
        assertThat(server.sql("select max(version) from schema_migrations")).isEqualTo("3");
        assertThat(titles(run)).anyMatch(title -> title.startsWith("Back up"));
        journey.hears(journey.channel(), "Deployment completed.");
    }

    private void back() {
        String first = new Shell(server.home(), Map.of()).run("git", "rev-parse", "HEAD~2");

        journey.carriesOut("SPX-012", Map.of("commit", first)).succeeds();

        assertThat(server.body("/version")).contains("v1");
        assertThat(server.revision()).isEqualTo(first);
        assertThat(server.status("/health")).isEqualTo(200);
        journey.carriesOut("SPX-013").succeeds();
        assertThat(server.containers("backend")).isEmpty();
        assertThat(server.status("/health")).isZero();
        journey.carriesOut("SPX-014", Map.of("commit", "origin/main")).succeeds();
        assertThat(server.revision()).isNotEqualTo(first);
        journey.carriesOut("SPX-007").succeeds();
        Run started = journey.carriesOut("SPX-008").succeeds();
        assertThat(titles(started)).anyMatch(title -> title.startsWith("Compose: up"));
        assertThat(server.status("/health")).isEqualTo(200);
        assertThat(server.body("/version")).contains("v2");
    }

    private void byHand() {
        server.changed("VERSION", "v3\n");
        server.merged();

        Run run = journey.carriesOut("SPX-005").succeeds();

        assertThat(server.body("/version")).contains("v3");
        assertThat(server.inspect("celery-worker").getImageId())
                .isEqualTo(server.inspect("backend").getImageId());
        assertThat(titles(run)).anyMatch(title -> title.startsWith("Back up"));
        Run pulled = journey.carriesOut("SPX-006").succeeds();
        assertThat(notes(pulled)).contains(server.revision());
        assertThat(notes(journey.carriesOut("SPX-009").succeeds())).contains("schema version after: 3");
        server.redis("DEL", "cache:launches");
        journey.carriesOut("SPX-010").succeeds();
        assertThat(server.redis("EXISTS", "cache:launches")).isEqualTo("1");
    }

    private void byPipeline() {
        String commit = server.changed("VERSION", "v4\n");
        server.fetched();

        Run run = journey.carriesOut("SPX-004", Map.of("commit", commit)).succeeds();

        assertThat(server.body("/version")).contains("v4");
        assertThat(server.revision()).isEqualTo(commit);
        assertThat(notes(run)).contains("refs/pipelines/" + commit);
    }

    static List<String> titles(Run run) {
        return run.steps().stream().map(StepRecord::title).toList();
    }

    static String notes(Run run) {
        return String.join(
                "\n",
                run.steps().stream().map(step -> String.valueOf(step.note())).toList());
    }
}
