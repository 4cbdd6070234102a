package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Bodies;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code chat.*}: the app's messages. */
final class ChatMethods {
    private final Workspace workspace;
    private final Rooms rooms;
    private final Bodies bodies;

    ChatMethods(Workspace workspace, Rooms rooms) {
        this.workspace = workspace;
        this.rooms = rooms;
        this.bodies = new Bodies(workspace);
    }

    Map<String, Method.Entry> methods() {
        return Map.of(
                "chat.postMessage", new Method.Entry(Tier.POSTING, false, this::post),
                "chat.postEphemeral", new Method.Entry(Tier.FOUR, false, this::ephemeral),
                "chat.update", new Method.Entry(Tier.THREE, false, this::update),
                "chat.delete", new Method.Entry(Tier.THREE, false, this::delete),
                "chat.getPermalink", new Method.Entry(Tier.GENEROUS, false, this::permalink));
    }

    private ObjectNode post(Args args, Caller caller) {
        Channel channel = rooms.postable(args.need("channel", "channel_not_found"), caller);
        ObjectNode content = Content.of(args);
        String thread = thread(args, channel);
        String ts = workspace.stamps.ts();
        ObjectNode body = body(caller, ts, thread, content);
        if (thread != null && args.flag("reply_broadcast")) {
            body.put("subtype", "thread_broadcast");
        }
        workspace.messages.post(new Message(channel.id(), ts, null, body));
        return Json.object().put("channel", channel.id()).put("ts", ts).set("message", body.deepCopy());
    }

    private ObjectNode body(Caller caller, String ts, @Nullable String thread, ObjectNode content) {
        return caller.bot()
                ? bodies.app(ts, thread, content)
                : bodies.person(caller.user(), ts, thread, content.path("text").asText());
    }

    private ObjectNode ephemeral(Args args, Caller caller) {
        Channel channel = rooms.open(rooms.visible(args.need("channel", "channel_not_found"), caller));
        String user = args.need("user", "user_not_found");
        if (!workspace.people.exists(user)) {
            throw new SlackError("user_not_found");
        }
        if (!channel.has(user)) {
            throw new SlackError("user_not_in_channel");
        }
        ObjectNode content = Content.of(args);
        String ts = workspace.stamps.ts();
        ObjectNode body = bodies.app(ts, thread(args, channel), content).put("is_ephemeral", true);
        workspace.messages.post(new Message(channel.id(), ts, user, body));
        return Json.object().put("message_ts", ts);
    }

    private ObjectNode update(Args args, Caller caller) {
        Channel channel = rooms.visible(args.need("channel", "channel_not_found"), caller);
        Message old = own(channel, args.need("ts", "message_not_found"), caller, "cant_update_message");
        ObjectNode content = Content.of(args);
        if (content.path("text").asText().length() > Content.MAX_UPDATE_TEXT) {
            throw new SlackError("msg_too_long");
        }
        String edited = workspace.stamps.ts();
        Message now = workspace
                .messages
                .edit(channel.id(), old.ts(), body -> edit(body, content, caller, edited))
                .orElseThrow(() -> new SlackError("message_not_found"));
        ObjectNode answer =
                Json.object().put("channel", channel.id()).put("ts", now.ts()).put("text", now.text());
        return answer.set("message", now.body().deepCopy());
    }

    private ObjectNode edit(ObjectNode body, ObjectNode content, Caller caller, String edited) {
        JsonNode metadata = body.path("metadata");
        body.remove("blocks");
        if (content.has("attachments") || content.has("text")) {
            body.remove("attachments");
        }
        bodies.fill(body, content);
        if (!content.has("metadata") && metadata.isObject()) {
            body.set("metadata", metadata);
        }
        return body.set("edited", Json.object().put("user", caller.user()).put("ts", edited));
    }

    private ObjectNode delete(Args args, Caller caller) {
        Channel channel = rooms.visible(args.need("channel", "channel_not_found"), caller);
        Message message = own(channel, args.need("ts", "message_not_found"), caller, "cant_delete_message");
        workspace.messages.delete(channel.id(), message.ts());
        return Json.object().put("channel", channel.id()).put("ts", message.ts());
    }

    private ObjectNode permalink(Args args, Caller caller) {
        Channel channel = rooms.visible(args.need("channel", "channel_not_found"), caller);
        Message message = rooms.message(channel, args.need("message_ts", "message_not_found"));
        String link = workspace.base() + "/sim?channel=" + channel.id() + "&message=" + message.ts();
        return Json.object().put("channel", channel.id()).put("permalink", link);
    }

    private Message own(Channel channel, String ts, Caller caller, String error) {
        Message message = rooms.message(channel, ts);
        if (!message.user().equals(caller.user())) {
            throw new SlackError(error);
        }
        return message;
    }

    /** The thread's first message, also where the bot named a reply. */
    private @Nullable String thread(Args args, Channel channel) {
        String ts = args.orNull("thread_ts");
        if (ts == null) {
            return null;
        }
        return workspace.messages.find(channel.id(), ts).map(Message::parent).orElse(ts);
    }
}
