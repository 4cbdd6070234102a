package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code reactions.*}, {@code pins.*} and {@code bookmarks.*}. */
final class MarkMethods {
    private static final Pattern EMOJI = Pattern.compile("[a-z0-9_+'-]+(::skin-tone-[2-6])?");

    private final Workspace workspace;
    private final Rooms rooms;

    MarkMethods(Workspace workspace, Rooms rooms) {
        this.workspace = workspace;
        this.rooms = rooms;
    }

    Map<String, Method.Entry> methods() {
        Map<String, Method.Entry> all = new HashMap<>();
        all.put("reactions.add", new Method.Entry(Tier.THREE, false, (args, who) -> react(args, who, true)));
        all.put("reactions.remove", new Method.Entry(Tier.TWO, false, (args, who) -> react(args, who, false)));
        all.put("reactions.get", new Method.Entry(Tier.THREE, false, this::reactions));
        all.put("pins.add", new Method.Entry(Tier.TWO, false, this::pin));
        all.put("pins.list", new Method.Entry(Tier.TWO, false, this::pins));
        all.put("bookmarks.add", new Method.Entry(Tier.TWO, false, this::addBookmark));
        all.put("bookmarks.list", new Method.Entry(Tier.THREE, false, this::bookmarks));
        all.put("bookmarks.edit", new Method.Entry(Tier.TWO, false, this::editBookmark));
        return all;
    }

    private ObjectNode react(Args args, Caller caller, boolean add) {
        String name = args.need("name", "invalid_name").replace(":", "");
        if (!EMOJI.matcher(name).matches()) {
            throw new SlackError("invalid_name");
        }
        Message message = message(args, caller);
        if (!workspace.messages.react(message, caller.user(), name, add)) {
            throw new SlackError(add ? "already_reacted" : "no_reaction");
        }
        return Json.object();
    }

    private ObjectNode reactions(Args args, Caller caller) {
        Message message = message(args, caller);
        return Json.object()
                .put("type", "message")
                .put("channel", message.channel())
                .set("message", workspace.messages.wire(message));
    }

    private ObjectNode pin(Args args, Caller caller) {
        Message message = message(args, caller);
        if (!workspace.extras.pin(message.channel(), message.ts(), caller.user())) {
            throw new SlackError("already_pinned");
        }
        return Json.object();
    }

    private ObjectNode pins(Args args, Caller caller) {
        Channel channel = rooms.joined(args.need("channel", "channel_not_found"), caller);
        ArrayNode items = Json.array();
        for (String ts : workspace.extras.pins(channel.id())) {
            workspace.messages.find(channel.id(), ts).ifPresent(message -> items.addObject()
                    .put("type", "message")
                    .put("channel", channel.id())
                    .set("message", workspace.messages.wire(message)));
        }
        return Json.object().set("items", items);
    }

    private Message message(Args args, Caller caller) {
        Channel channel = rooms.joined(args.need("channel", "channel_not_found"), caller);
        return rooms.message(channel, args.need("timestamp", "no_item_specified"));
    }

    private ObjectNode addBookmark(Args args, Caller caller) {
        Channel channel = rooms.joined(args.need("channel_id", "channel_not_found"), caller);
        if (!args.need("type").equals("link")) {
            throw new SlackError("invalid_bookmark_type");
        }
        ObjectNode bookmark = Json.object()
                .put("id", workspace.stamps.id("Bk"))
                .put("channel_id", channel.id())
                .put("title", args.need("title"))
                .put("link", args.need("link", "invalid_link"))
                .put("emoji", args.text("emoji").orElse(""))
                .put("icon_url", "")
                .put("type", "link")
                .put("date_created", workspace.stamps.seconds())
                .put("date_updated", 0);
        workspace.extras.bookmark(channel.id(), bookmark, caller.user());
        return Json.object().set("bookmark", bookmark);
    }

    private ObjectNode bookmarks(Args args, Caller caller) {
        Channel channel = rooms.joined(args.need("channel_id", "channel_not_found"), caller);
        ArrayNode all = Json.array();
        workspace.extras.bookmarks(channel.id()).forEach(all::add);
        return Json.object().set("bookmarks", all);
    }

    private ObjectNode editBookmark(Args args, Caller caller) {
        Channel channel = rooms.joined(args.need("channel_id", "channel_not_found"), caller);
        ObjectNode edited = workspace
                .extras
                .editBookmark(channel.id(), args.need("bookmark_id"), bookmark -> edit(bookmark, args), caller.user())
                .orElseThrow(() -> new SlackError("not_found"));
        return Json.object().set("bookmark", edited);
    }

    private ObjectNode edit(ObjectNode bookmark, Args args) {
        args.text("title").ifPresent(title -> bookmark.put("title", title));
        args.text("link").ifPresent(link -> bookmark.put("link", link));
        args.text("emoji").ifPresent(emoji -> bookmark.put("emoji", emoji));
        return bookmark.put("date_updated", workspace.stamps.seconds());
    }
}
