package dev.opsdeck.systems;

import dev.opsdeck.testing.AlertmanagerServer;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.PrometheusServer;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The runbook of the launch tracker, gone through on real containers, section by section. */
@Tag("journey")
@EngineTest
@Needs({Tool.PROMETHEUS, Tool.POSTGRES, Tool.LOGROTATE, Tool.COMPOSE, Tool.MOUNT})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
final class SpacexLaunchTrackerTest {
    @TempDir
    static Path folder;

    private static SpacexLaunchTrackerServer server;
    private static SpacexLaunchTrackerPackages packages;
    private static SwarmEngine swarm;
    private static AlertmanagerServer alertmanager;
    private static PrometheusServer prometheus;
    private static Journey journey;

    @BeforeAll
    static void start(Engine engine) throws IOException {
        swarm = SwarmEngine.start();
        server = new SpacexLaunchTrackerServer(engine, Files.createDirectory(folder.resolve("spacex")));
        server.start();
        packages = new SpacexLaunchTrackerPackages(engine, folder);
        swarm.take(engine, "opsdeck-test/busybox");
        alertmanager = AlertmanagerServer.start();
        prometheus = PrometheusServer.scraping(
                URI.create(server.apiUrl()),
                "spacex",
                Files.readString(server.home().resolve("monitoring.yml")),
                alertmanager);
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Files.writeString(logs.resolve("tracker.log"), "a line\n");
        Path rotation = folder.resolve("logrotate.conf");
        Files.writeString(rotation, logs + "/*.log { rotate 3\n copytruncate\n su root root\n }\n");
        Map<String, String> settings = new HashMap<>(server.settings());
        settings.put("SPACEX_PROMETHEUS_URL", prometheus.url().toString());
        settings.put("SPACEX_ALERTMANAGER_URL", alertmanager.url().toString());
        settings.put("SPACEX_SWARM_ENGINE", swarm.host());
        settings.put("SPACEX_APT", packages.program().toString());
        settings.put("SPACEX_LOGROTATE", rotation.toString());
        settings.put("SPACEX_LONG_QUERY", "2s");
        settings.put("SPACEX_REPLICA_WAIT", "3s");
        settings.put("SPACEX_LOOK_EVERY", "2s");
        settings.put("SPACEX_LOOK_FOR", "1s");
        settings.put(
                "SPACEX_BACKUPS",
                Files.createDirectory(folder.resolve("backups")).toString());
        journey = Journey.through(CoveredSystem.SPACEX_LAUNCH_TRACKER, folder.resolve("home"), settings);
    }

    @AfterAll
    static void stop() {
        try (var _ = swarm;
                var _ = server;
                var _ = alertmanager;
                var _ = prometheus) {
            journey.close();
        }
    }

    @Test
    @Order(1)
    void what_is_looked_at() {
        new SpacexLaunchTrackerMonitoring(journey, server).go();
    }

    @Test
    @Order(2)
    void deployments_and_the_way_back() throws IOException {
        new SpacexLaunchTrackerDeployment(journey, server).go();
    }

    @Test
    @Order(3)
    void maintenance() {
        new SpacexLaunchTrackerMaintenance(journey, server, packages).go();
    }

    @Test
    @Order(4)
    void troubles_of_the_api_and_the_database() {
        new SpacexLaunchTrackerTroubles(journey, server, alertmanager).go();
    }

    @Test
    @Order(5)
    void troubles_of_the_cache_the_tasks_and_the_pages() {
        new SpacexLaunchTrackerMoreTroubles(journey, server).go();
    }

    @Test
    @Order(6)
    void what_makes_it_slow() {
        new SpacexLaunchTrackerPerformance(journey, server, alertmanager).go();
    }

    @Test
    @Order(7)
    void security_and_incidents() {
        new SpacexLaunchTrackerSecurity(journey, server).go();
    }

    @Test
    @Order(8)
    void backups_and_recovery() throws IOException {
        new SpacexLaunchTrackerRecovery(journey, server).go();
    }

    @Test
    @Order(9)
    void scaling() {
        new SpacexLaunchTrackerScaling(journey, server, swarm).go();
    }

    @Test
    @Order(10)
    void emergencies() {
        new SpacexLaunchTrackerEmergencies(journey, server).go();
    }

    @Test
    @Order(11)
    void nothing_was_left_out() {
        journey.everythingWasCarriedOut();
    }
}
