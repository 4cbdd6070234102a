package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;

/** Each playbook: something fails, the diagnosis finds it, a remedy cures it. */
record SpherosegTroubles(Journey journey, SpherosegStandIns standIns) {
    void goThrough() throws Exception {
        aServiceDoesNotStart();
        memoryRunsShort();
        theDatabaseTakesNoConnections();
        segmentationDoesNotWork();
    }

    private void aServiceDoesNotStart() throws Exception {
        StandIn ml = standIns.now("ml");
        ml.exec("rm", "/app/settings.json");
        standIns.engineStops("ml");
        journey.asks("start ml").fails();

        journey.carriesOut("SPH-049").answers("is in this channel");
        assertThat(journey.hears(journey.channel(), "diagnose spheroseg/service-not-starting"))
                .contains("🔴", "ml", "cannot read settings.json", "Docker");
        journey.proves("SPH-050");
        journey.carriesOut("SPH-051").answers("cannot read settings.json");
        assertThat(journey.carriesOut("SPH-052").answers("backend")).contains("MB");

        Run recreated = remedy("service-not-starting", 0);
        assertThat(recreated.plan().command()).startsWith("recreate spheroseg/ml");
        assertThat(standIns.now("ml").container().id())
                .isNotEqualTo(ml.container().id());
        journey.asks("check ml").answers("200");
        journey.proves("SPH-053");
    }

    private void memoryRunsShort() throws Exception {
        SpherosegStandIns.get(standIns.api() + "/api/leak?mb=150");
        journey.carriesOut("SPH-054").answers("is in this channel");
        assertThat(journey.hears(journey.channel(), "diagnose spheroseg/high-memory"))
                .containsPattern("(🔴|🟡)")
                .contains("Memory of the API", "top-processes");
        journey.carriesOut("SPH-055").answers("backend", "ml");
        String listed =
                journey.carriesOut("SPH-056").succeeds().steps().getFirst().note();
        assertThat(listed).contains("ended with code 0");

        var started = standIns.now("backend").container().startedAt();
        Run collected = remedy("high-memory", 0);
        assertThat(resident(collected, 1)).isGreaterThan(150_000);
        assertThat(resident(collected, 4)).isLessThan(100_000);
        assertThat(standIns.now("backend").container().startedAt()).isEqualTo(started);
        journey.proves("SPH-057");

        Deed restart = journey.carriesOut("SPH-058");
        restart.succeeds();
        assertThat(standIns.now("backend").container().startedAt()).isAfter(restart.sentAt());
    }

    private static int resident(Run run, int step) {
        return Integer.parseInt(
                Objects.requireNonNull(run.steps().get(step).note()).replaceAll("(?s).*VmRSS:\\s*(\\d+) kB.*", "$1"));
    }

    private void theDatabaseTakesNoConnections() throws Exception {
        List<Connection> sessions = new ArrayList<>();
        try {
            String url = "jdbc:" + standIns.database().url().replaceFirst("//.*@", "//");
            for (int i = 0; i < 21; i++) {
                Connection session = DriverManager.getConnection(
                        url, standIns.database().user(), standIns.database().password());
                session.setAutoCommit(i % 3 > 0);
                session.createStatement().execute("select 1");
                sessions.add(session);
            }
            Awaitility.await().until(() -> standIns.database()
                    .rows(
                            "select count(*) from pg_stat_activity where state like 'idle%' and application_name = 'PostgreSQL JDBC Driver' and state_change < now() - interval '1 second'")
                    .getFirst()
                    .equals("21"));
            journey.carriesOut("SPH-059").answers("is in this channel");
            assertThat(journey.hears(journey.channel(), "diagnose spheroseg/database-connections"))
                    .containsPattern("(🔴|🟡)")
                    .contains("connection-limit");
            journey.proves("SPH-060");
            journey.carriesOut("SPH-061").answers("30");
            Run ended = remedy("database-connections", 0);
            assertThat(ended.plan().command()).contains("kill-idle", "--in-transaction");
            remedy("database-connections", 1);
            assertThat(
                            standIns.database()
                                    .rows(
                                            "select count(*) from pg_stat_activity where application_name = 'PostgreSQL JDBC Driver' and state like 'idle%' and state_change < now() - interval '5 seconds'"))
                    .containsExactly("0");
            journey.proves("SPH-062");
        } finally {
            for (Connection session : sessions) {
                close(session);
            }
        }
        journey.carriesOut("SPH-063").succeeds();
        Deed restart = journey.carriesOut("SPH-064");
        restart.succeeds();
        assertThat(standIns.now("db").container().startedAt()).isAfter(restart.sentAt());
        assertThat(standIns.database().rows("show max_connections")).containsExactly("200");
        journey.asks("check backend").answers("200");
    }

    private static void close(Connection session) {
        try {
            session.close();
        } catch (SQLException ended) {
            // That is what the remedy was for.
        }
    }

    private void segmentationDoesNotWork() throws Exception {
        standIns.now("ml").exec("sh", "-c", "echo broken >/app/checkpoint_epoch_9.pth.tar");
        journey.carriesOut("SPH-065").answers("is in this channel");
        assertThat(journey.hears(journey.channel(), "diagnose spheroseg/ml"))
                .contains("FAILED", "503", "torch", "nvidia-smi");
        var started = standIns.now("ml").container().startedAt();
        Run debugged = remedy("ml", 1);
        assertThat(debugged.steps().getFirst().note()).contains("code 0");
        assertThat(standIns.now("ml").container().startedAt()).isEqualTo(started);
        journey.proves("SPH-068", "SPH-069");
        remedy("ml", 0);
        journey.asks("check ml-model").answers("OK");
        journey.asks("check ml-endpoint").answers("200");
        journey.proves("SPH-066", "SPH-067");
    }

    /** Clicks the remedy with that number of the newest diagnosis, and waits until its run has done it. */
    private Run remedy(String playbook, int number) {
        return Deed.click(journey, People.OPERATOR, "diagnose spheroseg/" + playbook, "command_run_" + number)
                .succeeds();
    }
}
