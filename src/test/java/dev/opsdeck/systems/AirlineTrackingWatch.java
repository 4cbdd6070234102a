package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The pages about deployments and about monitoring. */
record AirlineTrackingWatch(Journey journey, AirlineTrackingStandIns airline, List<String> pages) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    void beforeADeployment() throws IOException {
        String list = opened("AIR-001", "Before a deployment");
        assertThat(list)
                .contains("docker-version", "compose-version", "ram", "cores", "api-keys", "ports")
                .doesNotContain("4711-secret");

        journey.carriesOut("AIR-002").answers("env-file", "fine");
        Path env = airline.copy().resolve(".env");
        Files.move(env, env.resolveSibling(".env-away"));
        journey.asks("check env-file").answers("env-file", "critical");
        Files.move(env.resolveSibling(".env-away"), env);

        journey.carriesOut("AIR-003").answers("compose-config", "fine");
        Path compose = airline.copy().resolve("docker-compose.yml");
        String right = Files.readString(compose);
        Files.writeString(compose, right + "nonsense: [\n");
        journey.asks("check compose-config").answers("compose-config", "critical");
        Files.writeString(compose, right);
    }

    /** Opens a checklist; its card, once its checks are made. */
    String opened(String id, String title) {
        journey.carriesOut(id);
        String card = finishedChecks(title);
        journey.proves(id);
        return card;
    }

    /** The card of the newest checklist of that title, once its checks are made. */
    String finishedChecks(String title) {
        return await().atMost(PATIENCE)
                .until(
                        () -> journey.hears(journey.channel(), title + " · airline-tracking"),
                        card -> !card.contains("⏳"));
    }

    /** Somebody sees to all that is left of a checklist. */
    void seenTo(String title) {
        finishedChecks(title);
        for (int i = 0;
                i < 10
                        && !journey.hears(journey.channel(), title + " · airline-tracking")
                                .contains("✅ " + title);
                i++) {
            String before = journey.hears(journey.channel(), title + " · airline-tracking");
            journey.clicks(People.OPERATOR, title + " · airline-tracking", "checklist_tick");
            await().atMost(PATIENCE).until(() -> !journey.hears(journey.channel(), title + " · airline-tracking")
                    .equals(before));
        }
        assertThat(journey.hears(journey.channel(), title + " · airline-tracking"))
                .contains("✅ " + title);
    }

    void deployment() throws IOException {
        var care = new AirlineTrackingCare(journey, airline);
        journey.carriesOut("AIR-005").succeeds();
        assertThat(AirlineTrackingCare.dump(care.newestBackup())).contains("-- PostgreSQL database dump complete");

        airline.publish("v1.1.0");
        journey.carriesOut("AIR-006").succeeds();
        assertThat(airline.git("rev-parse", "HEAD")).isEqualTo(airline.git("rev-parse", "origin/main"));

        Deed build = journey.carriesOut("AIR-007");
        build.succeeds();
        for (String image : List.of(
                "eureka:latest", "api-gateway:latest", "flightdata-service:v1.0.0", "llm-summary-service:latest")) {
            assertThat(airline.made(image)).as(image).isAfter(build.sentAt());
        }

        assertThat(airline.gateway("/actuator/health")).contains("v1.0.0");
        journey.carriesOut("AIR-004").succeeds();
        assertThat(airline.gateway("/actuator/health")).contains("UP", "v1.1.0");
        assertThat(airline.gateway("/api/v1/flight/UAL1")).contains("v1.1.0");

        Deed redeploy = journey.carriesOut("AIR-008");
        String volumes = airline.volumes();
        redeploy.succeeds();
        for (String service : List.of("eureka", "api-gateway", "postgres", "redis", "grafana")) {
            assertThat(airline.created(service)).as(service).isAfter(redeploy.sentAt());
        }
        assertThat(airline.volumes()).isEqualTo(volumes);
        assertThat(airline.psql("select count(*) from flight")).isEqualTo("500");

        journey.carriesOut("AIR-009").answers("HTTP 200", "$.status is UP");
        await().atMost(PATIENCE).until(() -> airline.instances("API-GATEWAY") == 1);
        journey.carriesOut("AIR-011").answers("HTTP 200", "is 3", "fine");
        assertThat(opened("AIR-010", "After a deployment")).contains("eureka", "api-flight", "See that the dashboards");
        seenTo("After a deployment");
    }

    void charts() {
        airline.flights(30, 4);
        journey.measures("AIR-012", "airline-tracking-request-rate-last-1h.png");
        journey.measures("AIR-013", "airline-tracking-error-rate-last-1h.png");
        journey.measures("AIR-014", "airline-tracking-p95-last-1h.png");
        journey.measures("AIR-015", "airline-tracking-cache-hit-rate-last-1h.png");
        journey.measures("AIR-016", "airline-tracking-dashboard-last-1h.png");
    }

    void alerts() {
        recovered("ServiceDown");
        pages.clear();
        airline.docker("stop", "--time", "1", airline.of("llm-summary-service").name());
        alarm("ServiceDown");
        journey.carriesOut("AIR-017").answers("ServiceDown", "critical");
        await().atMost(PATIENCE).until(() -> pages.stream()
                .anyMatch(page -> page.contains("ServiceDown of airline-tracking is critical")));
        airline.docker("start", airline.of("llm-summary-service").name());
        recovered("ServiceDown");
        assertThat(pages).filteredOn(page -> page.contains("ServiceDown")).hasSize(1);

        airline.fail("flightdata-service", "errors", "1");
        airline.flights(1, 1);
        airline.recover("flightdata-service", "errors");
        // One of many is not a high rate, as soon as Prometheus has seen the many.
        await().atMost(PATIENCE).until(() -> {
            airline.flights(60, 4);
            return journey.asks("check HighErrorRate").isAnswered("HighErrorRate", "fine");
        });
        airline.fail("flightdata-service", "errors", "1");
        await().atMost(PATIENCE).until(() -> {
            airline.flights(20, 4);
            return !alarmed("HighErrorRate").isEmpty();
        });
        journey.carriesOut("AIR-018").answers("HighErrorRate", "critical", "> 5");
        airline.recover("flightdata-service", "errors");

        airline.fail("flightdata-service", "cold", "1");
        airline.fail("flightdata-service", "slow", "3");
        await().atMost(PATIENCE).until(() -> {
            airline.flights(8, 8);
            return !alarmed("SlowResponseTime").isEmpty()
                    && !alarmed("LowCacheHitRate").isEmpty();
        });
        journey.carriesOut("AIR-019").answers("SlowResponseTime", "warning", "> 2");
        journey.carriesOut("AIR-020").answers("LowCacheHitRate", "warning", "< 70");
        airline.recover("flightdata-service", "cold");
        airline.recover("flightdata-service", "slow");
        airline.flights(20, 4);
        recovered("SlowResponseTime");
        recovered("LowCacheHitRate");
        recovered("HighErrorRate");
    }

    /** The newest that was told of the monitor. */
    private String told(String monitor) {
        return journey.deck().slack().messages(journey.channel()).reversed().stream()
                .map(Texts::of)
                .filter(text -> text.contains("airline-tracking/" + monitor) && !text.contains("asked side by side"))
                .findFirst()
                .orElse("");
    }

    private String alarmed(String monitor) {
        String told = told(monitor);
        return told.contains("recovered") ? "" : told;
    }

    private void alarm(String monitor) {
        await(monitor).atMost(PATIENCE).until(() -> !alarmed(monitor).isEmpty());
    }

    private void recovered(String monitor) {
        await(monitor + " recovers").atMost(PATIENCE).until(() -> alarmed(monitor)
                .isEmpty());
    }
}
