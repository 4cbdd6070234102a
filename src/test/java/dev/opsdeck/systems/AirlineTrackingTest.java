package dev.opsdeck.systems;

import com.sun.net.httpserver.HttpServer;
import dev.opsdeck.target.kafka.KafkaBroker;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The runbook of the airline tracking system, gone through from its first page to its last on real containers. */
@Tag("journey")
@EngineTest
@Needs({Tool.COMPOSE, Tool.PROMETHEUS})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
final class AirlineTrackingTest {
    @TempDir
    static Path folder;

    private static final List<String> PAGES = new CopyOnWriteArrayList<>();
    private static volatile int aeroApi = 401;

    private static AirlineTrackingStandIns airline;
    private static KafkaBroker kafka;
    private static HttpServer outside;
    private static Journey journey;

    /** What ran as v1.0.0. */
    private static String firstImage;

    @BeforeAll
    static void start(Engine engine) throws IOException {
        outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext("/aeroapi/", exchange -> {
            exchange.sendResponseHeaders(aeroApi, -1);
            exchange.close();
        });
        outside.createContext("/pager", exchange -> {
            PAGES.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        outside.start();
        String url = "http://127.0.0.1:" + outside.getAddress().getPort();
        kafka = KafkaBroker.start(folder);
        airline = new AirlineTrackingStandIns(engine, folder);
        journey = Journey.through(
                CoveredSystem.AIRLINE_TRACKING,
                folder.resolve("home"),
                airline.settings(url + "/aeroapi", url + "/pager", kafka.address()));
    }

    @AfterAll
    static void stop() {
        // The broker ends the whole process when its folder goes away under it.
        try (var _ = airline;
                var _ = kafka;
                var _ = journey) {
            outside.stop(0);
        }
    }

    @Test
    @Order(1)
    void a_version_is_deployed() throws IOException {
        firstImage = airline.image("flightdata-service");
        watch().beforeADeployment();
        watch().deployment();
    }

    @Test
    @Order(2)
    void what_is_measured_is_drawn_and_alerts() {
        watch().charts();
        watch().alerts();
    }

    @Test
    @Order(3)
    void common_tasks_are_done() throws IOException {
        var care = new AirlineTrackingCare(journey, airline);
        care.restarts();
        care.logs();
        care.backups();
        care.restore();
        care.cache();
    }

    @Test
    @Order(4)
    void an_outage_is_found_and_cured() {
        troubles().outage();
    }

    @Test
    @Order(5)
    void a_corrupted_database_is_found_and_restored() throws Exception {
        troubles().corruption();
    }

    @Test
    @Order(6)
    void a_gateway_that_is_down_is_found_and_cured() {
        troubles().gatewayDown();
    }

    @Test
    @Order(7)
    void errors_are_found_and_cured() {
        troubles().errors();
    }

    @Test
    @Order(8)
    void the_reasons_of_slowness_are_found() throws Exception {
        troubles().slowness();
    }

    @Test
    @Order(9)
    void images_and_their_tags_are_rolled_back() throws IOException {
        back().images(firstImage);
        back().tag();
    }

    @Test
    @Order(10)
    void database_configuration_and_code_are_rolled_back() throws IOException {
        back().database();
        back().configuration();
        back().code();
    }

    @Test
    @Order(11)
    void an_incident_is_led_to_its_end() {
        back().incident();
    }

    @Test
    @Order(12)
    void people_are_found_and_the_nightly_backup_is_made() {
        back().people();
        back().night();
    }

    @Test
    @Order(13)
    void nothing_was_left_out() {
        journey.everythingWasCarriedOut();
    }

    private static AirlineTrackingWatch watch() {
        return new AirlineTrackingWatch(journey, airline, PAGES);
    }

    private static AirlineTrackingTroubles troubles() {
        return new AirlineTrackingTroubles(journey, airline, kafka.address(), status -> aeroApi = status);
    }

    private static AirlineTrackingReturn back() {
        return new AirlineTrackingReturn(journey, airline, watch(), PAGES);
    }
}
