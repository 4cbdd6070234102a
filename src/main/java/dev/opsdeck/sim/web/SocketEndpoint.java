package dev.opsdeck.sim.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.opsdeck.sim.SlackSim;
import dev.opsdeck.sim.delivery.Sockets;
import dev.opsdeck.sim.workspace.Json;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code /sim/socket/{ticket}}: Slack's end of Socket Mode. */
@ServerWebSocket("/sim/socket/{ticket}")
final class SocketEndpoint {
    private record Link(WebSocketSession session) implements Sockets.Connection {
        @Override
        public void send(String text) {
            session.sendAsync(text);
        }

        @Override
        public void close() {
            session.close(CloseReason.NORMAL);
        }
    }

    private final SlackSim sim;
    private final Map<String, Link> links = new ConcurrentHashMap<>();

    SocketEndpoint(SlackSim sim) {
        this.sim = sim;
    }

    @OnOpen
    void open(String ticket, WebSocketSession session) {
        Link link = new Link(session);
        links.put(session.getId(), link);
        if (!sim.sockets().connect(ticket, link)) {
            session.close(CloseReason.POLICY_VIOLATION);
        }
    }

    @OnMessage(maxPayloadLength = 1 << 20)
    void message(String text, WebSocketSession session) throws JsonProcessingException {
        sim.sockets().received(Json.parse(text));
    }

    @OnClose
    void close(WebSocketSession session) {
        Link link = links.remove(session.getId());
        if (link != null) {
            sim.sockets().disconnected(link);
        }
    }
}
