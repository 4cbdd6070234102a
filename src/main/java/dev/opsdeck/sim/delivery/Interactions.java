package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Change;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.ResponseUrls;
import dev.opsdeck.sim.workspace.View;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Clicks, selections, suggestions and shortcuts. */
public final class Interactions {
    private final Workspace workspace;
    private final Deliveries deliveries;
    private final Envelopes envelopes;
    private final Map<String, JsonNode> suggested = new ConcurrentHashMap<>();
    final InputState inputs;

    Interactions(Workspace workspace, Deliveries deliveries) {
        this.workspace = workspace;
        this.deliveries = deliveries;
        this.envelopes = new Envelopes(workspace);
        this.inputs = new InputState(suggested, this::file);
    }

    private JsonNode file(String id) {
        return workspace
                .files
                .find(id)
                .map(stored -> workspace.files.wire(stored, workspace.base()))
                .orElseThrow(() -> new IllegalArgumentException("No file " + id));
    }

    /**
     * Uses an element.
     *
     * @param value what was chosen; a null node for a button
     * @param state what the person entered elsewhere on the surface
     */
    public Outcome act(String user, Surface surface, String blockId, String actionId, JsonNode value, JsonNode state)
            throws InterruptedException {
        Elements.Place place = Elements.find(surface.blocks(), blockId, actionId)
                .orElseThrow(() -> new IllegalArgumentException("Nothing here has the action id " + actionId));
        ObjectNode payload = onSurface("block_actions", user, surface, state);
        payload.putArray("actions").add(action(place, value));
        if (surface instanceof Surface.OnMessage(Message message)) {
            payload.put("response_url", responseUrl("actions", user, message));
        }
        Ack ack = send(payload);
        if (!ack.ok()) {
            warn(user, surface, ack);
        }
        return Outcome.of(ack);
    }

    private ObjectNode action(Elements.Place place, JsonNode value) {
        JsonNode element = place.element();
        String type = element.path("type").asText();
        ObjectNode action = Json.object().put("action_id", place.actionId()).put("block_id", place.blockId());
        if (type.equals("button")) {
            action.set("text", element.path("text"));
            element.properties().stream()
                    .filter(field ->
                            field.getKey().equals("value") || field.getKey().equals("style"))
                    .forEach(field -> action.set(field.getKey(), field.getValue()));
            action.put("type", type);
        } else {
            action.setAll(inputs.state(element, value));
            if (element.has("placeholder")) {
                action.set("placeholder", element.get("placeholder"));
            }
        }
        return action.put("action_ts", workspace.stamps.ts());
    }

    /** Asks the bot for the options of an external select, as Slack does while a person types. */
    public List<JsonNode> suggest(String user, Surface surface, String blockId, String actionId, String typed)
            throws InterruptedException {
        Elements.Place place = Elements.find(surface.blocks(), blockId, actionId)
                .orElseThrow(() -> new IllegalArgumentException("Nothing here has the action id " + actionId));
        ObjectNode payload = onSurface("block_suggestion", user, surface, Json.object());
        payload.remove(List.of("trigger_id", "state"));
        payload.put("action_id", actionId).put("block_id", place.blockId()).put("value", typed);
        Ack ack = send(payload);
        if (!(ack instanceof Ack.Answered answered) || !answered.ok()) {
            return List.of();
        }
        List<JsonNode> groups = new ArrayList<>();
        dev.opsdeck.sim.kit.Options.of(answered.json()).forEach(option -> {
            suggested.put(option.path("value").asText(), option);
            groups.add(option);
        });
        return groups;
    }

    /** Runs a global shortcut. */
    public Outcome shortcut(String user, String callbackId) throws InterruptedException {
        ObjectNode payload = envelopes
                .interaction("shortcut", user)
                .put("action_ts", workspace.stamps.ts())
                .put("callback_id", callbackId)
                .put("trigger_id", workspace.triggers.issue(user));
        Ack ack = send(payload);
        if (!ack.ok()) {
            workspace.changes.tell(new Change.Notice(user, "", "", failure(ack)));
        }
        return Outcome.of(ack);
    }

    /** Runs a message shortcut. */
    public Outcome messageShortcut(String user, String callbackId, Message message) throws InterruptedException {
        ObjectNode payload = envelopes
                .interaction("message_action", user)
                .put("action_ts", workspace.stamps.ts())
                .put("callback_id", callbackId)
                .put("trigger_id", workspace.triggers.issue(user))
                .put("response_url", responseUrl("app", user, message))
                .put("message_ts", message.ts());
        payload.set("channel", channel(message));
        payload.set("message", workspace.messages.wire(message));
        Ack ack = send(payload);
        if (!ack.ok()) {
            warn(user, new Surface.OnMessage(message), ack);
        }
        return Outcome.of(ack);
    }

    Ack send(ObjectNode payload) throws InterruptedException {
        return deliveries.send(Outbound.first(Outbound.Kind.INTERACTION, payload));
    }

    private ObjectNode onSurface(String type, String user, Surface surface, JsonNode given) {
        ObjectNode payload = envelopes.interaction(type, user).put("trigger_id", workspace.triggers.issue(user));
        ObjectNode values = inputs.values(surface.blocks(), given);
        switch (surface) {
            case Surface.OnMessage(Message message) -> {
                payload.set("container", container(message));
                payload.set("channel", channel(message));
                if (!message.ephemeral()) {
                    payload.set("message", workspace.messages.wire(message));
                }
                payload.set("state", Json.object().set("values", values));
            }
            case Surface.OnView(View view) -> {
                payload.set("container", Json.object().put("type", "view").put("view_id", view.id()));
                payload.set("view", withState(view, values));
            }
        }
        return payload;
    }

    static ObjectNode withState(View view, ObjectNode values) {
        return view.wire().deepCopy().set("state", Json.object().set("values", values));
    }

    private static ObjectNode container(Message message) {
        ObjectNode container = Json.object()
                .put("type", "message")
                .put("message_ts", message.ts())
                .put("channel_id", message.channel())
                .put("is_ephemeral", message.ephemeral());
        if (message.body().has("thread_ts")) {
            container.set("thread_ts", message.body().get("thread_ts"));
        }
        return container;
    }

    private ObjectNode channel(Message message) {
        String name =
                workspace.channels.find(message.channel()).map(Channel::name).orElse("");
        boolean isPrivate = workspace
                .channels
                .find(message.channel())
                .filter(c -> c.kind() == Channel.Kind.PRIVATE)
                .isPresent();
        return Json.object().put("id", message.channel()).put("name", isPrivate ? "privategroup" : name);
    }

    private String responseUrl(String kind, String user, Message message) {
        String thread = message.body().path("thread_ts").asText();
        String key = workspace.responseUrls.issue(
                new ResponseUrls.Target(user, message.channel(), message.ts(), thread.isEmpty() ? null : thread));
        return workspace.base() + "/sim/hooks/" + kind + "/" + key;
    }

    private void warn(String user, Surface surface, Ack ack) {
        Change.Notice notice =
                switch (surface) {
                    case Surface.OnMessage(Message message) ->
                        new Change.Notice(user, message.channel(), message.ts(), failure(ack));
                    case Surface.OnView(View view) -> new Change.Notice(user, "", view.id(), failure(ack));
                };
        workspace.changes.tell(notice);
    }

    private String failure(Ack ack) {
        String app = workspace.spec.app().name();
        return switch (ack) {
            case Ack.TimedOut() -> app + " did not respond in time. Try again.";
            case Ack.Answered answered -> app + " answered with an error (" + answered.status() + "). Try again.";
            case Ack.Unreachable(String why) -> app + " could not be reached. Try again.";
        };
    }
}
