package dev.opsdeck.sim.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.SlackSim;
import dev.opsdeck.sim.workspace.Change;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.Workspace;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** {@code /sim/live/{user}}: tells open pages what changed, each person only what that person sees. */
@ServerWebSocket("/sim/live/{user}")
final class LiveEndpoint {
    private record Viewer(String user, WebSocketSession session) {}

    private final Workspace workspace;
    private final Wire wire;
    private final Map<String, Viewer> viewers = new ConcurrentHashMap<>();

    LiveEndpoint(SlackSim sim) {
        this.workspace = sim.workspace();
        this.wire = new Wire(workspace);
        workspace.changes.listen(this::happened);
    }

    @OnOpen
    void open(String user, WebSocketSession session) {
        viewers.put(session.getId(), new Viewer(user, session));
    }

    @OnMessage
    void message(String ping, WebSocketSession session) {
        session.sendAsync("{\"type\":\"pong\"}");
    }

    @OnClose
    void close(WebSocketSession session) {
        viewers.remove(session.getId());
    }

    private void happened(Change change) {
        for (Viewer viewer : viewers.values()) {
            tell(viewer, change);
        }
    }

    private void tell(Viewer viewer, Change change) {
        switch (change) {
            case Change.Posted(Message message) -> posted(viewer, message);
            case Change.Edited(Message now, Message before) -> message(viewer, now, false);
            case Change.Reacted reacted -> message(viewer, reacted.message(), false);
            case Change.Deleted(Message message) -> deleted(viewer, message);
            case Change.Joined joined -> channel(viewer, joined.channel());
            case Change.Left(String channel, String user) -> channel(viewer, channel);
            case Change.ChannelChanged changed -> channel(viewer, changed.channel());
            case Change.ModalsChanged(String user) ->
                only(viewer, user, Json.object().put("type", "modals").set("modals", wire.modals(user)));
            case Change.HomeChanged(String user) ->
                only(viewer, user, wire.home(user).put("type", "home"));
            case Change.Notice notice ->
                only(viewer, notice.user(), Json.tree(notice).put("type", "notice"));
            case Change.GroupChanged group -> {}
        }
    }

    private void posted(Viewer viewer, Message message) {
        message(viewer, message, true);
        Optional.ofNullable(message.parent())
                .flatMap(parent -> workspace.messages.find(message.channel(), parent))
                .ifPresent(parent -> message(viewer, parent, false));
    }

    private void message(Viewer viewer, Message message, boolean posted) {
        if (Wire.seenBy(message, viewer.user()) && mayRead(viewer, message.channel())) {
            send(
                    viewer,
                    Json.object().put("type", "message").put("posted", posted).set("message", wire.message(message)));
        }
    }

    private void deleted(Viewer viewer, Message message) {
        if (Wire.seenBy(message, viewer.user())) {
            send(
                    viewer,
                    Json.object()
                            .put("type", "deleted")
                            .put("channel", message.channel())
                            .put("ts", message.ts()));
        }
    }

    private void channel(Viewer viewer, String id) {
        workspace
                .channels
                .find(id)
                .filter(channel -> mayRead(viewer, id))
                .ifPresent(channel -> send(
                        viewer,
                        Json.object().put("type", "channel").set("channel", wire.channel(channel, viewer.user()))));
    }

    private boolean mayRead(Viewer viewer, String id) {
        return workspace
                .channels
                .find(id)
                .filter(channel -> channel.kind() == Channel.Kind.PUBLIC || channel.has(viewer.user()))
                .isPresent();
    }

    private static void only(Viewer viewer, String user, ObjectNode event) {
        if (viewer.user().equals(user)) {
            send(viewer, event);
        }
    }

    private static void send(Viewer viewer, ObjectNode event) {
        viewer.session().sendAsync(Json.write(event));
    }
}
