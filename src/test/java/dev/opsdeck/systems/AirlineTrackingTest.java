package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.opsdeck.target.kafka.KafkaBroker;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The runbook of the airline tracking system, gone through from its first page to its last on real containers. */
@EngineTest
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
        if (journey != null) {
            journey.close();
        }
        if (airline != null) {
            airline.close();
        }
        kafka.close();
        outside.stop(0);
    }

    @Test
    @Order(1)
    void what_is_looked_at_before_a_deployment() throws IOException {
        journey.carriesOut("AIR-001").answers("is open");
        String list = journey.hears(journey.channel(), "API keys in .env");
        System.err.println("LIST " + list);

        journey.carriesOut("AIR-002").answers(".env");
        Path env = airline.copy().resolve(".env");
        Files.move(env, env.resolveSibling(".env-away"));
        System.err.println("ENV " + journey.asks("check env-file").answers("env-file"));
        Files.move(env.resolveSibling(".env-away"), env);

        System.err.println("CFG " + journey.carriesOut("AIR-003").answers("compose-config"));
    }

    @Test
    @Order(2)
    void charts() {
        airline.flights(30, 4);
        for (String id : List.of("AIR-012", "AIR-013", "AIR-014", "AIR-015", "AIR-016")) {
            System.err.println(id + " " + journey.carriesOut(id).answers(""));
        }
        for (String id : List.of("AIR-009", "AIR-011", "AIR-017", "AIR-018", "AIR-019", "AIR-020", "AIR-026", "AIR-027", "AIR-028", "AIR-029", "AIR-030", "AIR-032", "AIR-042", "AIR-044", "AIR-045", "AIR-046", "AIR-049", "AIR-050", "AIR-051", "AIR-052", "AIR-053", "AIR-062", "AIR-064", "AIR-066", "AIR-067", "AIR-068", "AIR-069", "AIR-070", "AIR-071", "AIR-072", "AIR-073", "AIR-074", "AIR-085", "AIR-089", "AIR-090", "AIR-091", "AIR-093")) {
            System.err.println(id + " " + journey.carriesOut(id).answers(""));
        }
    }
}
