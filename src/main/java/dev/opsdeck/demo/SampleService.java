package dev.opsdeck.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A small HTTP service: {@code SampleService NAME PORT [WARM_UP_SECONDS]}. {@code GET /health} answers 200, or 503 for
 * as long as a file {@code NAME.sick} is in the working directory; then and now it writes a line to its log.
 */
public final class SampleService {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final String name;
    private final Path sick;

    private SampleService(String name) {
        this.name = name;
        this.sick = Path.of(name + ".sick");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 2) {
            System.err.println("Usage: SampleService NAME PORT [WARM_UP_SECONDS]");
            System.exit(2);
        }
        var service = new SampleService(arguments[0]);
        service.run(Integer.parseInt(arguments[1]), arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0);
    }

    private void run(int port, int warmUpSeconds) throws IOException, InterruptedException {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
        log("INFO", "starting, pid " + ProcessHandle.current().pid());
        if (stopped.await(warmUpSeconds, TimeUnit.SECONDS)) {
            return;
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health", this::health);
        server.start();
        log("INFO", "ready on port " + port);
        while (!stopped.await(HEARTBEAT.toSeconds(), TimeUnit.SECONDS)) {
            log("INFO", "served requests, queue is empty");
        }
        server.stop(0);
    }

    private void health(HttpExchange exchange) throws IOException {
        boolean well = !Files.exists(sick);
        byte[] body = ("{\"status\":\"" + (well ? "ok" : "failing") + "\",\"service\":\"" + name + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        if (!well) {
            log("ERROR", "health check failed: cannot reach the database (connection refused)");
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(well ? 200 : 503, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private void log(String level, String text) {
        System.out.println(CLOCK.instant().truncatedTo(ChronoUnit.MILLIS) + " " + level + " [" + name + "] " + text);
    }
}
