package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.opsdeck.run.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What is done every day, week and month, capacity, scaling and metrics. */
record SocialMediaScraperOperations(Journey journey, ScraperCluster scraper, Path backups) {
    private static final String APP = ScraperCluster.APP;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    void daily() {
        journey.carriesOut("SOC-003").succeeds();
        assertThat(Round.of(journey, "SOC-002", "Daily operations")).contains("Check smoke", "Check scraper-success");
        String log = journey.carriesOut("SOC-004").answers("GET /health");
        assertThat(scraper.pods(APP)).hasSize(2).allSatisfy(pod -> assertThat(log)
                .contains(pod.getMetadata().getName()));
        journey.carriesOut("SOC-006").answers("dashboard, last 24h", "is in this channel");
    }

    void weekly() throws IOException {
        Run verified = journey.carriesOut("SOC-008").succeeds();
        assertThat(verified.steps()).hasSize(2);
        assertThat(backups).isNotEmptyDirectory();
        assertThat(databases()).doesNotContain("restore", "scratch");
        assertThat(Round.of(journey, "SOC-007", "Weekly operations"))
                .contains("Run " + verified.id() + " of backup-verification");
        Round.of(journey, "SOC-009", "Capacity of the week");
        Round.of(journey, "SOC-010", "Security review");
    }

    private String databases() {
        return String.join(" ", scraper.rows("select datname from pg_database"));
    }

    void monthly() {
        var rows = scraper.rows("select count(*) from posts");
        Run tested = journey.carriesOut("SOC-012").succeeds();
        assertThat(scraper.rows("select count(*) from posts")).isEqualTo(rows);
        assertThat(Round.of(journey, "SOC-011", "Monthly operations"))
                .contains("Run " + tested.id() + " of disaster-recovery-test");
        Round.of(journey, "SOC-013", "Performance of the month");
        Round.of(journey, "SOC-014", "Costs of the month");
    }

    void capacity() {
        assertThat(journey.carriesOut("SOC-030").answers("Database connections", "Size of the database"))
                .contains("CPU", "disk", "jobs");
        Awaitility.await("the new pods are measured").atMost(PATIENCE).until(() -> journey.asks("stats app")
                .isAnswered("average of 2"));
        String used = journey.carriesOut("SOC-031").answers("average of 2");
        assertThat(average(used)).isBetween(0.0, 100.0 * Runtime.getRuntime().availableProcessors());
        assertThat(journey.carriesOut("SOC-032").answers("average of 2"))
                .containsPattern("average of 2( +[\\d.]+ %){2} +[\\d.]+ [kM]B");
        journey.carriesOut("SOC-033").answers("capacity-planning", "Autoscaler", "Scale app to 5");
        journey.carriesOut("SOC-036").answers("vertical-scaling", "Autoscaler", "p95");
        Round.of(journey, "SOC-037", "Capacity of the month");
        Round.of(journey, "SOC-038", "Capacity of the quarter");
        queue();
    }

    /** The average line is what its lines say. */
    private static double average(String table) {
        var percents = Pattern.compile(APP + "-\\S+\\s+([\\d.]+) %")
                .matcher(table)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .average()
                .orElseThrow();
        var shown = Pattern.compile("average of 2\\s+([\\d.]+) %").matcher(table);
        assertThat(shown.find()).isTrue();
        assertThat(Double.parseDouble(shown.group(1))).isCloseTo(percents, org.assertj.core.data.Offset.offset(0.11));
        return percents;
    }

    private void queue() {
        scraper.exec("queue", "redis-cli", "rpush", "jobs", "a-job");
        journey.asks("queue jobs depth").answers("1 task waits in jobs");
        scraper.exec("queue", "bash", "-c", "seq 1001 | xargs redis-cli rpush jobs");
        journey.carriesOut("SOC-035").answers("1,002 tasks wait in jobs");
        journey.clock().pass(Duration.ofSeconds(31));
        journey.hears(journey.channel(), "jobs-waiting is critical");
        scraper.exec("queue", "redis-cli", "del", "jobs");
        journey.proves("SOC-034");
    }

    void scaling() {
        journey.carriesOut("SOC-039").answers(APP, "6");
        journey.carriesOut("SOC-043").answers("2 of 2 running");
        Run scaled = journey.carriesOut("SOC-040").succeeds();
        assertThat(scaled.steps()).anySatisfy(step -> assertThat(step.title()).contains("from 2 to 3"));
        assertThat(scraper.deployment(APP).getStatus().getReadyReplicas()).isEqualTo(3);
        assertThat(scraper.least()).isEqualTo(3);
        String first = scraper.pods(APP).getFirst().getMetadata().getName();
        String address = scraper.pods(APP).getFirst().getStatus().getPodIP();
        assertThat(scraper.service().ready()).contains(address);
        journey.carriesOut("SOC-047", Map.of("instance", first)).succeeds();
        Awaitility.await("Kubernetes takes note")
                .atMost(PATIENCE)
                .until(() -> !scraper.service().ready().contains(address));
        try (var users = new Users(scraper.service(), Duration.ofMillis(250))) {
            journey.carriesOut("SOC-046", Map.of("instance", first)).succeeds();
            assertThat(users.lost()).isZero();
        }
        assertThat(scraper.pods(APP))
                .hasSize(2)
                .noneMatch(pod -> pod.getMetadata().getName().equals(first));
        journey.carriesOut("SOC-045").succeeds();
        journey.carriesOut("SOC-077").answers("3 of 3 running");
        journey.carriesOut("SOC-042").succeeds();
        journey.carriesOut("SOC-044").succeeds();
        journey.asks("run scale replicas=0").answers("must match");
        journey.asks("scale app 7").answers("it keeps 2 to 6 pods");
        journey.carriesOut("SOC-076").succeeds();
        journey.carriesOut("SOC-078").answers("response-time, last 30m", "is in this channel");
    }

    void metrics() throws IOException {
        journey.carriesOut("SOC-048").answers("uptime, last 30d", "is in this channel");
        journey.carriesOut("SOC-049").answers("response-time, last 24h", "is in this channel");
        journey.carriesOut("SOC-050").answers("scraper-success, last 24h", "is in this channel");
        journey.carriesOut("SOC-051").answers("dashboard, last 1h", "is in this channel");
        String note = String.valueOf(
                journey.carriesOut("SOC-052").succeeds().steps().getFirst().note());
        JsonNode metrics = new ObjectMapper().readTree(note.substring(note.indexOf('{')));
        assertThat(Stream.of("uptime", "response_time_p95", "error_rate", "scraper_success_rate"))
                .allMatch(name -> metrics.path(name).isNumber());
    }

    /** The first Sunday of a month, two days ahead at least. */
    void nextWindow() {
        ZonedDateTime now = journey.clock().instant().atZone(ZoneOffset.UTC);
        ZonedDateTime first = now.with(TemporalAdjusters.firstInMonth(DayOfWeek.SUNDAY));
        if (!first.isBefore(now.minusDays(1)) && first.isBefore(now.plusDays(3))) {
            journey.clock().pass(Duration.ofDays(5));
        }
        String planned = journey.carriesOut("SOC-015").answers("is planned and announced");
        var start = Pattern.compile("<!date\\^(\\d+)").matcher(planned);
        assertThat(start.find()).isTrue();
        assertThat(Instant.ofEpochSecond(Long.parseLong(start.group(1))).atZone(ZoneOffset.UTC))
                .satisfies(at -> assertThat(at.getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY))
                .satisfies(at -> assertThat(at.getDayOfMonth()).isLessThan(8))
                .satisfies(at -> assertThat(at.getHour()).isEqualTo(2));
    }

    void checklists() {
        assertThat(Round.of(journey, "SOC-086", "Daily checklist")).contains("Check backup-size", "The newest file in");
        assertThat(Round.of(journey, "SOC-087", "Weekly checklist")).contains("of backup-verification");
        assertThat(Round.of(journey, "SOC-088", "Monthly checklist")).contains("of disaster-recovery-test");
        assertThat(Round.of(journey, "SOC-001", "Operational objectives")).contains("Check uptime", "Check p95");
    }
}
