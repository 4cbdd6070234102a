package dev.opsdeck.systems;

import static dev.opsdeck.systems.SpacexLaunchTrackerDeployment.notes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/** The section about backups and recovery. */
record SpacexLaunchTrackerRecovery(Journey journey, SpacexLaunchTrackerServer server) {
    void go() throws IOException {
        backups();
        night();
        restores();
        everything();
    }

    private void backups() {
        server.exec("backend", "sh", "-c", "echo one >/app/uploads/one; echo two >/app/logs/two");
        assertThat(notes(journey.carriesOut("SPX-105").succeeds())).contains("app-logs-", "app-uploads-");
        assertThat(notes(journey.carriesOut("SPX-107").succeeds())).contains("configuration-");
    }

    /** The clock goes on to two in the morning. */
    private void night() {
        journey.asks("schedules").answers("backup-spacex_launches");
        long before = journey.newestRun();
        Instant now = journey.clock().instant();
        Instant two = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atTime(2, 0, 5)
                .toInstant(ZoneOffset.UTC);
        journey.clock().pass(Duration.between(now, two));

        Awaitility.await("the night's backup").atMost(Duration.ofSeconds(90)).until(() -> LongStream.rangeClosed(
                        before + 1, journey.newestRun())
                .mapToObj(journey::run)
                .anyMatch(run -> run.plan().command().equals("backup spacex-launch-tracker/spacex_launches")
                        && run.state() == RunState.SUCCEEDED));
        journey.proves("SPX-104");
    }

    private void restores() {
        String rows = server.sql("select count(*) from launches");
        String backup = backup(journey.carriesOut("SPX-106").succeeds());
        server.sql("delete from launches where id > 100");

        journey.carriesOut("SPX-015", Map.of("backup", backup)).succeeds();

        assertThat(server.sql("select count(*) from launches")).isEqualTo(rows);
        assertThat(server.status("/health")).isEqualTo(200);
        journey.carriesOut("SPX-109").succeeds();
        assertThat(server.running("backend") || server.running("celery-worker") || server.running("celery-beat"))
                .isFalse();
        journey.carriesOut("SPX-110").succeeds();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> server.status("/health/celery") == 200);
        assertThat(server.status("/health")).isEqualTo(200);
    }

    private void everything() throws IOException {
        Run saved = journey.asks("deploy backend").succeeds();
        Files.writeString(server.home().resolve(".env.production"), "ADMIN_TOKEN=spoiled\n");
        Map<String, String> config = Map.of("config", Long.toString(saved.id()));

        journey.carriesOut("SPX-112", config).succeeds();

        assertThat(server.home().resolve(".env.production")).content().contains(SpacexLaunchTrackerServer.TOKEN);
        String commit = server.revision();
        String backup = backup(journey.asks("backup spacex_launches").succeeds());
        server.sql("delete from launch_sources");
        Files.writeString(server.home().resolve(".env.production"), "ADMIN_TOKEN=spoiled\n");
        journey.carriesOut("SPX-111", Map.of("commit", commit, "backup", backup, "config", Long.toString(saved.id())))
                .succeeds();
        assertThat(server.revision()).isEqualTo(commit);
        assertThat(server.sql("select count(*) > 0 from launch_sources")).isEqualTo("t");
        assertThat(server.status("/health")).isEqualTo(200);
    }

    /** The name of the backup that the run took. */
    static String backup(Run run) {
        return notes(run)
                .lines()
                .filter(line -> line.startsWith("spacex_launches-"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .findFirst()
                .orElseThrow();
    }
}
