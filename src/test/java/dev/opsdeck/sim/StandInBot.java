package dev.opsdeck.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.opsdeck.sim.workspace.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A bot's HTTP end: keeps what it got and answers what a test says. */
final class StandInBot implements AutoCloseable {
    /** A request as it came: headers in lower case, the raw body, and the payload in it. */
    record Received(Map<String, String> headers, String body, ObjectNode payload) {
        String type() {
            return payload.path("event")
                    .path("type")
                    .asText(payload.path("type").asText());
        }
    }

    record Reply(int status, String body) {
        static final Reply EMPTY = new Reply(200, "");

        static Reply json(ObjectNode body) {
            return new Reply(200, Json.write(body));
        }
    }

    final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Function<Received, Reply> behaviour = request -> Reply.EMPTY;

    StandInBot() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/slack/events", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    void answers(Function<Received, Reply> with) {
        behaviour = with;
    }

    List<Received> of(String type) {
        return received.stream().filter(request -> request.type().equals(type)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            Received request = new Received(headers, body, payload(body));
            received.add(request);
            Reply reply = behaviour.apply(request);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static ObjectNode payload(String body) throws JsonProcessingException {
        if (body.startsWith("{")) {
            return (ObjectNode) Json.parse(body);
        }
        ObjectNode form = Json.object();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form.has("payload")
                ? (ObjectNode) Json.parse(form.path("payload").asText())
                : form;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
