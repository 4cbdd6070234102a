package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Socket Mode: up to ten connections, each envelope to one of them. */
public final class Sockets implements Transport {
    /** Connections that Slack allows an app. */
    public static final int MAX_CONNECTIONS = 10;

    /** The server's end of one web socket. */
    public interface Connection {
        void send(String text);

        void close();
    }

    private final Workspace workspace;
    private final Duration patience;
    private final Set<String> tickets = ConcurrentHashMap.newKeySet();
    private final List<Connection> connections = new ArrayList<>();
    private final Map<String, CompletableFuture<String>> pending = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    Sockets(Workspace workspace, Duration patience) {
        this.workspace = workspace;
        this.patience = patience;
    }

    /** A fresh address for {@code apps.connections.open}; it can be used once. */
    public String url() {
        String ticket = workspace.stamps.random(20);
        tickets.add(ticket);
        return workspace.base().replaceFirst("^http", "ws") + "/sim/socket/" + ticket;
    }

    /** Takes a connection in and greets it; false if the ticket is not valid or there are too many. */
    public boolean connect(String ticket, Connection connection) {
        if (!tickets.remove(ticket)) {
            return false;
        }
        int count;
        synchronized (connections) {
            if (connections.size() >= MAX_CONNECTIONS) {
                connection.send(disconnect("too_many_websockets"));
                return false;
            }
            connections.add(connection);
            count = connections.size();
        }
        connection.send(hello(count));
        return true;
    }

    public void disconnected(Connection connection) {
        synchronized (connections) {
            connections.remove(connection);
        }
    }

    public int count() {
        synchronized (connections) {
            return connections.size();
        }
    }

    /** What a client sent: normally the acknowledgement of an envelope. */
    public void received(JsonNode frame) {
        CompletableFuture<String> waiting =
                pending.remove(frame.path("envelope_id").asText());
        if (waiting != null) {
            JsonNode payload = frame.path("payload");
            waiting.complete(
                    payload.isMissingNode() || payload.isNull()
                            ? ""
                            : payload.isTextual() ? payload.asText() : payload.toString());
        }
    }

    /** Tells every client to come back over a new connection, and closes the old ones. */
    public void refresh() {
        List<Connection> old;
        synchronized (connections) {
            old = List.copyOf(connections);
            connections.clear();
        }
        for (Connection connection : old) {
            connection.send(disconnect("refresh_requested"));
            connection.close();
        }
    }

    @Override
    public Ack send(Outbound request, String deliveryId) throws InterruptedException {
        Connection connection = next();
        if (connection == null) {
            return new Ack.Unreachable("no Socket Mode connection");
        }
        // Copies of a delivery share its envelope id, and one acknowledgement is enough for all.
        CompletableFuture<String> answer = pending.computeIfAbsent(deliveryId, id -> new CompletableFuture<>());
        connection.send(envelope(request, deliveryId));
        try {
            return new Ack.Answered(200, answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Ack.TimedOut();
        } catch (ExecutionException e) {
            return new Ack.Unreachable(String.valueOf(e.getMessage()));
        } finally {
            pending.remove(deliveryId, answer);
        }
    }

    private @org.jspecify.annotations.Nullable Connection next() {
        synchronized (connections) {
            return connections.isEmpty()
                    ? null
                    : connections.get(Math.floorMod(turn.getAndIncrement(), connections.size()));
        }
    }

    private static String envelope(Outbound request, String id) {
        ObjectNode envelope = Json.object().put("envelope_id", id);
        envelope.set("payload", request.payload());
        envelope.put("type", request.kind().envelope)
                .put("accepts_response_payload", request.kind() != Outbound.Kind.EVENT);
        if (request.kind() == Outbound.Kind.EVENT) {
            String reason = request.retryReason();
            envelope.put("retry_attempt", request.retry()).put("retry_reason", reason == null ? "" : "timeout");
        }
        return Json.write(envelope);
    }

    private String hello(int count) {
        ObjectNode hello = Json.object().put("type", "hello").put("num_connections", count);
        hello.set(
                "debug_info",
                Json.object()
                        .put("host", "applink-sim")
                        .put("build_number", 1)
                        .put("approximate_connection_time", 18060));
        hello.set(
                "connection_info",
                Json.object().put("app_id", workspace.spec.app().id()));
        return Json.write(hello);
    }

    private static String disconnect(String reason) {
        ObjectNode message = Json.object().put("type", "disconnect").put("reason", reason);
        message.set("debug_info", Json.object().put("host", "applink-sim"));
        return Json.write(message);
    }
}
