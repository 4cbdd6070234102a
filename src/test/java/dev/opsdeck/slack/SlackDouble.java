package dev.opsdeck.slack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Slack's side of the Web API and of response URLs, answering what the test wants and remembering what was asked. */
final class SlackDouble implements AutoCloseable {
    static final String TEAM = "T1";

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Map<String, String>, Answer>> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    SlackDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        reset();
    }

    /** Forgets calls and special answers. */
    void reset() {
        calls.clear();
        answers.clear();
        answer("auth.test", """
                {"ok":true,"team_id":"%s","team":"Test","user_id":"UBOT","user":"opsdeck","bot_id":"B1"}""".formatted(TEAM));
    }

    String apiUrl() {
        return url("/api/");
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    void answer(String method, String json) {
        answers.put(method, arguments -> new Answer(200, json, Map.of()));
    }

    void answer(String method, Function<Map<String, String>, Answer> answer) {
        answers.put(method, answer);
    }

    List<Call> callsOf(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = path.startsWith("/api/") ? path.substring("/api/".length()) : path;
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var arguments = body.startsWith("{") ? Map.of("json", body) : form(body);
            calls.add(new Call(method, arguments));
            Answer answer = answers.getOrDefault(method, any -> new Answer(200, "{\"ok\":true}", Map.of()))
                    .apply(arguments);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Map<String, String> form(String body) {
        var form = new HashMap<String, String>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return form;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    record Answer(int status, String body, Map<String, String> headers) {}

    /** {@code arguments} holds the whole body under {@code json} where it was JSON. */
    record Call(String method, Map<String, String> arguments) {
        String argument(String name) {
            return arguments.getOrDefault(name, "");
        }
    }
}
