package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.opsdeck.run.Run;
import dev.opsdeck.testing.TestContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The pages about common tasks: restarts, logs, backups and the cache. */
record AirlineTrackingCare(Journey journey, AirlineTrackingStandIns airline) {
    private static final String FLIGHTS = "flightdata-service";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    void restarts() {
        Deed restart = journey.carriesOut("AIR-022");
        restart.succeeds();
        assertThat(airline.of(FLIGHTS).startedAt()).isAfter(restart.sentAt());
        registered(1);

        // Nobody has built this one before, so nothing of it can come from a cache.
        airline.write("app/VERSION", "v1.1.1-" + airline.engine().project());
        Deed rebuild = journey.carriesOut("AIR-023");
        rebuild.succeeds();
        airline.git("checkout", "--quiet", "app/VERSION");
        assertThat(airline.gateway("/api/v1/flight/UAL9")).contains("v1.1.1");
        assertThat(airline.imageCreated(FLIGHTS)).isAfter(rebuild.sentAt());
        registered(1);

        withoutDowntime();

        journey.carriesOut("AIR-025").succeeds();
        registered(2);
        assertThat(airline.running(FLIGHTS)).hasSize(2);
        journey.asks("scale flightdata-service 1").succeeds();
        registered(1);
        assertThat(airline.running(FLIGHTS)).hasSize(1);
    }

    private void withoutDowntime() {
        TestContainer gateway = airline.of("api-gateway");
        String old = airline.of(FLIGHTS).id();
        gateway.exec(
                "sh",
                "-c",
                "(while [ ! -e /run/enough ]; do curl -s -m 10 -o /dev/null -w '%{http_code}\\n'"
                        + " http://127.0.0.1:8080/api/v1/flight/UAL7 >>/run/codes; done) >/dev/null 2>&1 &");
        Deed recreate = journey.carriesOut("AIR-024");
        recreate.succeeds();
        gateway.exec("touch", "/run/enough");

        assertThat(airline.of(FLIGHTS).id()).isNotEqualTo(old);
        assertThat(airline.of(FLIGHTS).startedAt()).isAfter(recreate.sentAt());
        assertThat(gateway.exec("cat", "/run/codes").lines())
                .hasSizeGreaterThan(10)
                .allMatch("200"::equals);
        registered(1);
    }

    private void registered(int instances) {
        await().atMost(PATIENCE).until(() -> airline.instances("FLIGHTDATA-SERVICE") == instances);
    }

    void logs() {
        airline.fail(FLIGHTS, "errors", "1");
        airline.flights(3, 1);
        airline.recover(FLIGHTS, "errors");
        airline.flights(60, 4);

        journey.carriesOut("AIR-026")
                .answers("Log of airline-tracking", "flightdata-service_", "api-gateway_", "last 100 lines");
        journey.carriesOut("AIR-027").answers("Log of airline-tracking/flightdata-service", "UAL60 200", "last 10m");
        String tail = journey.carriesOut("AIR-028")
                .answers("Log of airline-tracking/flightdata-service", "last 50 lines", "of 50");
        String newest = airline.of(FLIGHTS)
                .log()
                .strip()
                .lines()
                .reduce((first, last) -> last)
                .orElseThrow();
        assertThat(tail).contains(newest.substring(newest.indexOf(' ')));
        String levels = journey.carriesOut("AIR-029").answers("Log of airline-tracking", "only error and warn");
        assertThat(levels).contains("500 Internal Server Error", " error").doesNotContain(" INFO ");
        String export = journey.carriesOut("AIR-030").answers("The file logs_", "lines comes");
        assertThat(export).containsPattern("logs_\\d{8}_\\d{6}\\.txt");
        String file = exported("Lines of the log of airline-tracking");
        assertThat(file).contains("api-gateway").doesNotContain("\u001b");
        assertThat(file.lines().count())
                .isEqualTo(Long.parseLong(
                        export.replaceAll("(?s).*with ([0-9,]+) lines.*", "$1").replace(",", "")));
    }

    private String exported(String altText) {
        return await().atMost(PATIENCE)
                .until(
                        () -> journey.deck().slack().messages(journey.channel()).reversed().stream()
                                .flatMap(message ->
                                        Stream.ofNullable(message.body().get("files")))
                                .map(files -> files.path(0).path("id").asText())
                                .flatMap(id -> journey.deck().slack().workspace().files.find(id).stream())
                                .filter(file -> String.valueOf(file.altText()).contains(altText))
                                .map(file -> new String(Objects.requireNonNull(file.bytes()), StandardCharsets.UTF_8))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    void backups() throws IOException {
        journey.carriesOut("AIR-031").succeeds();
        assertThat(dump(newestBackup()))
                .contains("-- PostgreSQL database dump complete")
                .contains("COPY public.summary");
        journey.carriesOut("AIR-032").answers("airline_tracker-");
        journey.carriesOut("AIR-033").succeeds();
        assertThat(airline.psql("select count(*) from pg_database where datname like 'airline_tracker%'"))
                .isEqualTo("1");

        Path before = newestBackup();
        journey.carriesOut("AIR-034").succeeds();
        assertThat(newestBackup()).isNotEqualTo(before);
    }

    /** The newest dump of the store. */
    Path newestBackup() {
        return allBackups().stream()
                .max(Comparator.comparing(AirlineTrackingCare::modified))
                .orElseThrow();
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All dumps of the store. */
    List<Path> allBackups() {
        try (Stream<Path> files = Files.walk(airline.backups())) {
            return files.filter(file -> file.toString().endsWith(".gz")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String dump(Path backup) throws IOException {
        try (var unpacked = new GZIPInputStream(Files.newInputStream(backup))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void restore() {
        Deed stop = journey.carriesOut("AIR-038");
        stop.succeeds();
        for (String service : AirlineTrackingStandIns.APPLICATIONS) {
            assertThat(airline.of(service).running()).as(service).isFalse();
        }
        assertThat(
                        airline.psql(
                                "select count(*) from pg_stat_activity where datname = 'airline_tracker' and pid <> pg_backend_pid() and application_name <> 'opsdeck'"))
                .isEqualTo("0");
        Deed start = journey.carriesOut("AIR-040");
        start.succeeds();
        for (String service : AirlineTrackingStandIns.APPLICATIONS) {
            assertThat(airline.of(service).startedAt()).as(service).isAfter(start.sentAt());
        }
        registered(1);

        airline.sql("delete from summary where id > 10", "insert into flight values ('XXX1')");
        journey.carriesOut("AIR-037").succeeds();
        journey.proves("AIR-039");
        assertThat(airline.psql("select count(*) from summary")).isEqualTo("40");
        assertThat(airline.psql("select count(*) from flight")).isEqualTo("500");
        journey.asks("check gateway-health").answers("HTTP 200", "fine");
    }

    void cache() {
        airline.redis("set", "flights::UAL123", "in flight", "ex", "300");
        airline.redis("set", "session", "stays");
        String keys = journey.carriesOut("AIR-042").answers("keys fit flights::*");
        assertThat(keys).contains("flights::UAL").doesNotContain("session");
        journey.carriesOut("AIR-046").answers("flights::UAL123 lives for another");
        journey.carriesOut("AIR-044").answers("airline-tracking/redis", "hits", "misses", "evicted keys", "commands");
        String size = airline.redis("dbsize");
        journey.carriesOut("AIR-045").answers(size + " keys in this database");
        journey.carriesOut("AIR-043").succeeds();
        assertThat(airline.redis("exists", "flights::UAL123")).isEqualTo("0");
        Run flush = journey.carriesOut("AIR-041").succeeds();
        assertThat(airline.redis("dbsize")).isEqualTo("0");
        assertThat(flush.steps().toString()).contains(String.valueOf(Integer.parseInt(size) - 1));
    }
}
