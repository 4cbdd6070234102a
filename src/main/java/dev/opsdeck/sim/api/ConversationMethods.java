package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.List;
import java.util.Map;

/** {@code conversations.*} that read, and opening a direct message. */
final class ConversationMethods {
    private final Workspace workspace;
    private final Rooms rooms;

    ConversationMethods(Workspace workspace, Rooms rooms) {
        this.workspace = workspace;
        this.rooms = rooms;
    }

    Map<String, Method.Entry> methods() {
        return Map.of(
                "conversations.list", new Method.Entry(Tier.TWO, false, this::list),
                "conversations.info", new Method.Entry(Tier.THREE, false, this::info),
                "conversations.members", new Method.Entry(Tier.FOUR, false, this::members),
                "conversations.open", new Method.Entry(Tier.THREE, false, this::open),
                "users.conversations", new Method.Entry(Tier.THREE, false, this::ofUser));
    }

    private ObjectNode list(Args args, Caller caller) {
        return page(rooms.all(caller), args, caller);
    }

    private ObjectNode ofUser(Args args, Caller caller) {
        String user = args.text("user").orElse(caller.user());
        return page(rooms.all(caller).stream().filter(c -> c.has(user)).toList(), args, caller);
    }

    private ObjectNode page(List<Channel> channels, Args args, Caller caller) {
        List<String> given = args.list("types");
        List<String> types = given.isEmpty() ? List.of("public_channel") : given;
        List<Channel> wanted = channels.stream()
                .filter(channel -> types.contains(channel.kind().listType))
                .filter(channel -> !channel.archived() || !args.flag("exclude_archived"))
                .toList();
        return Page.of(wanted, args, 100, 1000).into(Json.object(), "channels", channel -> wire(channel, caller));
    }

    private ObjectNode info(Args args, Caller caller) {
        Channel channel = rooms.visible(args.need("channel", "channel_not_found"), caller);
        ObjectNode node = wire(channel, caller);
        if (!args.flag("include_num_members")) {
            node.remove("num_members");
        }
        return Json.object().set("channel", node);
    }

    private ObjectNode members(Args args, Caller caller) {
        Channel channel = rooms.visible(args.need("channel", "channel_not_found"), caller);
        return Page.of(List.copyOf(channel.members()), args, 100, 1000)
                .into(Json.object(), "members", TextNode::valueOf);
    }

    private ObjectNode open(Args args, Caller caller) {
        List<String> users = args.list("users");
        if (args.has("channel")) {
            Channel channel = rooms.visible(args.need("channel"), caller);
            return Json.object().set("channel", wire(channel, caller));
        }
        if (users.isEmpty()) {
            throw new SlackError("users_list_not_supplied");
        }
        if (users.size() > 1) {
            throw new SlackError("method_not_supported_for_channel_type");
        }
        String user = users.getFirst();
        if (workspace.people.find(user).isEmpty()) {
            throw new SlackError("user_not_found");
        }
        Channel direct = workspace.channels.direct(user, caller.user());
        ObjectNode channel =
                args.flag("return_im") ? wire(direct, caller) : Json.object().put("id", direct.id());
        return Json.object().set("channel", channel);
    }

    private ObjectNode wire(Channel channel, Caller caller) {
        ObjectNode node = channel.wire(caller.user(), workspace.spec.team().id());
        workspace.canvases.of(channel.id()).ifPresent(canvas -> node.putObject("properties")
                .putObject("canvas")
                .put("file_id", canvas.id())
                .put("is_empty", canvas.markdown().isEmpty())
                .put("quip_thread_id", ""));
        return node;
    }
}
