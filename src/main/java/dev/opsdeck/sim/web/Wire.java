package dev.opsdeck.sim.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.SimWorkspace;
import dev.opsdeck.sim.workspace.View;
import dev.opsdeck.sim.workspace.Workspace;

/** What the page gets to show. */
final class Wire {
    private final Workspace workspace;

    Wire(Workspace workspace) {
        this.workspace = workspace;
    }

    ObjectNode workspace() {
        SimWorkspace spec = workspace.spec;
        ObjectNode node = Json.object();
        node.set("team", Json.tree(spec.team()));
        node.set(
                "app",
                Json.object()
                        .put("id", spec.app().id())
                        .put("name", spec.app().name())
                        .put("user", spec.app().botUserId()));
        node.set("commands", array(spec.app().commands()));
        node.set("shortcuts", array(spec.app().shortcuts()));
        ArrayNode people = node.putArray("people");
        for (SimWorkspace.Person person : workspace.people.all()) {
            ObjectNode each = Json.tree(person);
            people.add(each.put("colour", workspace.people.colour(person.id())));
        }
        node.set("groups", array(workspace.groups.all()));
        return node;
    }

    ArrayNode channels(String user) {
        ArrayNode all = Json.array();
        for (Channel channel : workspace.channels.all()) {
            if (channel.kind() == Channel.Kind.PUBLIC || channel.has(user)) {
                all.add(channel(channel, user));
            }
        }
        return all;
    }

    ObjectNode channel(Channel channel, String user) {
        ObjectNode node = channel.wire(user, workspace.spec.team().id());
        String read = workspace.extras.read(user, channel.id());
        long unread = workspace.messages.in(channel.id()).stream()
                .filter(message -> message.ts().compareTo(read) > 0 && message.inChannel())
                .filter(message -> !message.user().equals(user) && seenBy(message, user))
                .count();
        node.put("unread", channel.has(user) ? unread : 0).put("is_member", channel.has(user));
        node.set("members", Json.strings(channel.members()));
        node.set("pins", Json.strings(workspace.extras.pins(channel.id())));
        ArrayNode bookmarks = node.putArray("bookmarks");
        workspace.extras.bookmarks(channel.id()).forEach(bookmarks::add);
        workspace.canvases.of(channel.id()).ifPresent(canvas -> node.putObject("canvas")
                .put("title", canvas.title())
                .put("link", workspace.base() + "/sim/canvas/" + canvas.id()));
        return node;
    }

    ArrayNode messages(String channel, String user) {
        ArrayNode all = Json.array();
        workspace.messages.in(channel).stream()
                .filter(message -> seenBy(message, user))
                .forEach(message -> all.add(message(message)));
        return all;
    }

    ObjectNode message(Message message) {
        return workspace
                .messages
                .wire(message)
                .put("channel", message.channel())
                .put("is_ephemeral", message.ephemeral())
                .put("visible_to", message.visibleTo());
    }

    ArrayNode modals(String user) {
        ArrayNode all = Json.array();
        workspace.views.stack(user).forEach(view -> all.add(view.wire()));
        return all;
    }

    ObjectNode home(String user) {
        ObjectNode node = Json.object();
        node.set("view", workspace.views.home(user).map(View::wire).orElse(null));
        return node;
    }

    static boolean seenBy(Message message, String user) {
        return message.visibleTo() == null || user.equals(message.visibleTo());
    }

    static ArrayNode array(Iterable<?> values) {
        ArrayNode array = Json.array();
        values.forEach(value -> array.add(Json.tree(value)));
        return array;
    }
}
