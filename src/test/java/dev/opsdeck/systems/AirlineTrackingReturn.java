package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The pages about ways back, people and channels, and the nightly backup. */
record AirlineTrackingReturn(
        Journey journey, AirlineTrackingStandIns airline, AirlineTrackingWatch watch, List<String> pages) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    void images(String first) {
        assertThat(airline.image("flightdata-service")).isNotEqualTo(first);
        journey.carriesOut("AIR-078", Map.of("image", first)).succeeds();
        assertThat(airline.image("flightdata-service")).isEqualTo(first);
        assertThat(airline.gateway("/api/v1/flight/UAL2")).contains("v1.0.0");
        assertThat(watch.opened("AIR-088", "After a rollback")).contains("gateway-health", "api-flight");
        watch.seenTo("After a rollback");
        journey.carriesOut("AIR-089").answers("HTTP 200", "fine");
        journey.carriesOut("AIR-090").answers("Log of airline-tracking", " fit: error and worse");
    }

    void tag() throws IOException {
        Path env = airline.copy().resolve(".env");
        airline.docker(
                "tag", airline.image("flightdata-service"), airline.engine().project() + "/flightdata-service:v1.0.0");
        Files.writeString(env, Files.readString(env).replace("FLIGHTDATA_TAG=v1.0.0", "FLIGHTDATA_TAG=latest"));
        journey.carriesOut("AIR-080").succeeds();
        assertThat(Files.readString(env)).contains("FLIGHTDATA_TAG=v1.0.0\n");
        assertThat(Files.readString(env.resolveSibling(".env.before-tag"))).contains("FLIGHTDATA_TAG=latest\n");
        journey.asks("run set-image tag=v9.9.9").fails();
        assertThat(Files.readString(env)).contains("FLIGHTDATA_TAG=v1.0.0\n");
    }

    void database() {
        journey.asks("backup airline_tracker").succeeds();
        String backup = new AirlineTrackingCare(journey, airline)
                .newestBackup()
                .getFileName()
                .toString()
                .replaceFirst("\\..*", "");
        airline.sql("delete from summary");
        journey.carriesOut("AIR-081", Map.of("backup", backup)).succeeds();
        assertThat(airline.psql("select count(*) from summary")).isEqualTo("40");
    }

    void configuration() throws IOException {
        Path env = airline.copy().resolve(".env");
        String right = Files.readString(env);
        assertThat(env.resolveSibling(".env.backup")).exists();
        Files.writeString(env, right.replace("FLIGHT_TTL=300", "FLIGHT_TTL=1"));
        journey.asks("run up").succeeds();
        assertThat(airline.variables("flightdata-service")).contains("FLIGHT_TTL=1");
        journey.carriesOut("AIR-082").succeeds();
        journey.proves("AIR-083");
        assertThat(env).hasSameTextualContentAs(env.resolveSibling(".env.backup"));
        assertThat(Files.readString(env.resolveSibling(".env.replaced_20251118_030000")))
                .contains("FLIGHT_TTL=1\n");
        assertThat(airline.variables("flightdata-service")).contains("FLIGHT_TTL=300");
    }

    void code() {
        // Its last line is the oldest commit; the others are in its output.
        assertThat(journey.carriesOut("AIR-085").succeeds().steps().getFirst().note())
                .contains("Release v1.0.0");
        journey.carriesOut("AIR-084").succeeds();
        assertThat(airline.gateway("/actuator/health")).contains("v1.0.0");
        assertThat(airline.git("rev-parse", "HEAD")).isEqualTo(airline.git("rev-parse", "v1.0.0"));
        journey.carriesOut("AIR-086").succeeds();
        assertThat(airline.git("rev-parse", "HEAD^{tree}")).isEqualTo(airline.git("rev-parse", "v1.0.0^{tree}"));
        assertThat(airline.git("rev-parse", "HEAD^")).isEqualTo(airline.git("rev-parse", "v1.1.0"));
        assertThat(airline.git("rev-parse", "HEAD"))
                .isEqualTo(airline.git("ls-remote", "origin", "main").split("\\s")[0]);
        Deed build = journey.carriesOut("AIR-087");
        build.succeeds();
    }

    void incident() {
        pages.clear();
        String declared = journey.carriesOut("AIR-047").answers("is declared", "P1");
        String number = declared.replaceAll("(?s).*?INC-(\\d+).*", "$1");
        await().atMost(PATIENCE).until(() -> pages.stream().anyMatch(page -> page.contains("API gateway down")));
        assertThat(watch.opened("AIR-075", "During an incident")).contains("Assess the severity", "gateway-health");
        journey.asks("incident ack " + number).answers("You acknowledged INC-" + number);
        journey.carriesOut("AIR-094", Map.of("incident", number)).answers("The update about INC-" + number);
        journey.hears("airline-tracker-alerts", "Identified");
        journey.carriesOut("AIR-092", Map.of("incident", number)).answers("escalated to level 2", "team-lead");
        watch.seenTo("During an incident");
        journey.asks("incident resolve " + number + " --summary=\"Restarted the gateway\" --cause=\"It was killed\"")
                .answers("is resolved");
        journey.carriesOut("AIR-077", Map.of("incident", number)).answers("is published where it was handled");
        watch.opened("AIR-076", "After an incident");
        watch.seenTo("After an incident");
    }

    void people() {
        journey.carriesOut("AIR-091").answers("Backend engineer", "DevOps lead", "Database admin");
        journey.carriesOut("AIR-093").answers("support@flightaware.com", "help.openai.com", "Cloud provider");
        journey.carriesOut("AIR-095").succeeds();
        journey.hears(journey.channel(), "docs/ARCHITECTURE.md");
        journey.asks("maintenance start --emergency=\"the disk is failing\"").answers("has begun");
        journey.asks("maintenance end").answers("is over");
    }

    void night() {
        journey.asks("schedules").answers("backup-airline_tracker", "0 2 * * *");
        var care = new AirlineTrackingCare(journey, airline);
        Path before = care.newestBackup();
        Duration untilTwo = Duration.between(
                journey.clock().instant().atZone(ZoneOffset.UTC).toLocalTime(), LocalTime.of(2, 0));
        journey.clock().pass(untilTwo.isNegative() ? untilTwo.plusDays(1) : untilTwo);
        await().atMost(PATIENCE).until(() -> !care.newestBackup().equals(before));
        journey.proves("AIR-036");

        Path nightly = care.newestBackup();
        List<Path> old =
                care.allBackups().stream().filter(one -> !one.equals(nightly)).toList();
        long run = journey.newestRun();
        journey.clock().pass(Duration.ofDays(31));
        // A month later the nightly backup deletes what is too old, but for the newest that there was.
        await().atMost(PATIENCE).until(() -> journey.newestRun() > run);
        await().atMost(PATIENCE)
                .until(() -> journey.run(journey.newestRun()).state().ended());
        assertThat(care.allBackups()).doesNotContainAnyElementsOf(old).contains(nightly);
        journey.carriesOut("AIR-035").succeeds();
        assertThat(care.allBackups()).isNotEmpty().doesNotContain(nightly);
    }
}
