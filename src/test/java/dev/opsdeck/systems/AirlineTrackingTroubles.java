package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.opsdeck.run.Run;
import dev.opsdeck.run.StepState;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The pages about incidents: each failure is brought about first, found by diagnosis, and cured by the remedy.
 *
 * @param aeroApi sets what the flight API that is bought answers
 */
record AirlineTrackingTroubles(Journey journey, AirlineTrackingStandIns airline, String kafka, IntConsumer aeroApi) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GROUP = "llm-summary-consumer-group";

    void outage() {
        for (String service : List.of("eureka", "api-gateway", "flightdata-service", "llm-summary-service", "redis")) {
            airline.docker("kill", airline.of(service).name());
        }
        journey.asks("diagnose complete-system-outage").answers("critical", "api-gateway status", "eureka status");
        journey.carriesOut("AIR-049").answers("Docker answers", "containers run");
        journey.carriesOut("AIR-050").answers("api-gateway", "eureka", "postgres", "exited");
        journey.carriesOut("AIR-051").answers("Disk", "full");
        journey.carriesOut("AIR-052").answers("Memory", "available");

        Deed outage = journey.carriesOut("AIR-048");
        Run run = outage.succeeds();
        assertThat(run.steps().stream()
                        .filter(step -> step.title().contains("Make everything anew")
                                || step.title().contains("consent")))
                .allMatch(step -> step.state() == StepState.SKIPPED);
        for (String service : List.of(
                "eureka", "api-gateway", "flightdata-service", "postgres", "redis", "kafka", "prometheus", "grafana")) {
            assertThat(airline.of(service).startedAt()).as(service).isAfter(outage.sentAt());
        }
        journey.proves("AIR-021");
        journey.asks("check gateway-health").answers("HTTP 200", "fine");
        journey.carriesOut("AIR-053").answers("Log of airline-tracking", "last 5m");
    }

    void corruption() throws Exception {
        airline.sql("checkpoint");
        journey.asks("backup airline_tracker").succeeds();
        airline.of("postgres").exec("sh", "-c", "rm -f /var/lib/postgresql/data/pg_wal/0*");
        airline.docker("kill", airline.of("postgres").name());
        airline.docker("start", airline.of("postgres").name());
        await().atMost(PATIENCE).until(() -> !airline.of("postgres").running());
        journey.asks("diagnose database-corruption")
                .answers("postgres status", "postgres logs", "could not locate a valid checkpoint", "critical");

        Deed rescue = journey.carriesOut("AIR-054");
        rescue.decides(People.LEAD, "step_approve");
        Run run = rescue.succeeds();
        assertThat(run.steps()).noneMatch(step -> step.state() == StepState.FAILED);
        assertThat(airline.docker("volume", "ls", "--quiet")).contains("postgres_corrupted_20251118_020000");
        assertThat(Files.readString(airline.backups().resolve("recovered_20251118_020000.sql")))
                .contains("COPY public.summary", "-- PostgreSQL database dump complete");
        assertThat(airline.psql("select count(*) from pg_tables where schemaname = 'public'"))
                .isEqualTo("0");
        journey.proves("AIR-055", "AIR-056", "AIR-057", "AIR-058");

        airline.docker("stop", airline.of("postgres").name());
        Deed start = journey.carriesOut("AIR-059");
        start.succeeds();
        assertThat(airline.of("postgres").startedAt()).isAfter(start.sentAt());
        journey.asks("restore airline_tracker latest").succeeds();
        assertThat(airline.psql("select count(*) from summary")).isEqualTo("40");

        String volumes = airline.volumes();
        journey.carriesOut("AIR-079").succeeds();
        assertThat(airline.containers()).containsExactly(0, 0);
        assertThat(airline.volumes()).isEqualTo(volumes);
        journey.carriesOut("AIR-060").succeeds();
        assertThat(airline.containers()).containsExactly(9, 9);
        assertThat(airline.psql("select count(*) from summary")).isEqualTo("40");
        airline.docker("volume", "rm", "postgres_corrupted_20251118_020000");
    }

    void gatewayDown() {
        airline.docker("kill", airline.of("api-gateway").name());
        journey.asks("check gateway-health").answers("Nobody can tell");
        journey.asks("diagnose api-gateway-down").answers("api-gateway status", "critical");
        journey.carriesOut("AIR-062").answers("Log of airline-tracking/api-gateway", "last 100 lines");
        journey.carriesOut("AIR-061").succeeds();
        journey.carriesOut("AIR-064").answers("HTTP 200", "is UP", "fine");

        airline.fail("api-gateway", "sick", "1");
        journey.asks("diagnose api-gateway-down").answers("HTTP 503", "critical");
        Deed restart = journey.carriesOut("AIR-063");
        restart.succeeds();
        assertThat(airline.of("api-gateway").startedAt()).isAfter(restart.sentAt());
        journey.asks("check gateway-health").answers("HTTP 200", "fine");
    }

    void errors() {
        airline.fail("flightdata-service", "errors", "1");
        // All the while, so that the rate does not depend on when it is asked for.
        try (var _ = new Users(airline.outside("GATEWAY", "/api/v1/flight/UAL7"), Duration.ofMillis(200))) {
            await("many requests fail").atMost(PATIENCE).until(() -> journey.asks("check HighErrorRate")
                    .isAnswered("HighErrorRate", "critical"));
            errorsAreFound();
            errorsAreCured();
        }
        assertThat(airline.flights(5, 1)).containsOnly("200");
    }

    private void errorsAreFound() {
        journey.asks("diagnose high-error-rate")
                .answers("flightdata-service logs", "500 Internal Server Error", "critical");
        journey.carriesOut("AIR-066").answers("500 Internal Server Error", "flightdata-service_");
        journey.carriesOut("AIR-067")
                .answers("Log of airline-tracking/flightdata-service", "500 Internal Server Error");
        journey.carriesOut("AIR-068").answers("FlightAware answers", "HTTP 401");
        journey.carriesOut("AIR-069").answers("flightdata-service", "MB");
    }

    private void errorsAreCured() {
        aeroApi.accept(503);
        Instant started = airline.of("flightdata-service").startedAt();
        journey.asks("run p1-high-error-rate")
                .decides(People.OPERATOR, "step_cannot")
                .fails();
        assertThat(airline.of("flightdata-service").startedAt()).isEqualTo(started);
        aeroApi.accept(401);

        Run run = journey.carriesOut("AIR-065").succeeds();
        assertThat(run.steps().getFirst().note()).contains("Many requests fail").doesNotContain("is 0");
        assertThat(run.steps().getLast().note()).contains("is 0");
    }

    void slowness() throws Exception {
        lag(150);
        airline.sql("select pg_sleep(0.5)");
        airline.fail("flightdata-service", "cold", "1");
        airline.redis("config", "resetstat");
        airline.redis("get", "nothing");
        String found = journey.carriesOut("AIR-070")
                .answers(
                        "asked side by side",
                        "Cache hits",
                        "Database connections",
                        "Slow statements",
                        "Summaries that wait");
        assertThat(found).contains("0 % of 1 lookup", "150", "> 100", "1 line");
        journey.carriesOut("AIR-071").answers("Cache hits", "< 70");
        journey.carriesOut("AIR-072").answers("connections", "of 97");
        journey.carriesOut("AIR-073").answers("duration:", "pg_sleep");
        journey.carriesOut("AIR-074").answers("150", "summaries");
        airline.recover("flightdata-service", "cold");
    }

    /** So many messages are there for a consumer that does not run. */
    private void lag(int messages) throws Exception {
        Map<String, Object> broker = Map.of("bootstrap.servers", kafka);
        try (var admin = Admin.create(broker)) {
            admin.createTopics(List.of(new NewTopic("summaries", 1, (short) 1)))
                    .all()
                    .get();
            admin.alterConsumerGroupOffsets(GROUP, Map.of(new TopicPartition("summaries", 0), new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < messages; i++) {
                producer.send(new ProducerRecord<>("summaries", "UAL" + i, "on time"));
            }
        }
    }
}
