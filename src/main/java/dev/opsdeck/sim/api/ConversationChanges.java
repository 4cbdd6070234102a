package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code conversations.*} that change channels and their members. */
final class ConversationChanges {
    private static final Pattern NAME = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}_-]+");
    private static final int MAX_NAME = 80;
    private static final int MAX_TOPIC = 250;

    private final Workspace workspace;
    private final Rooms rooms;

    ConversationChanges(Workspace workspace, Rooms rooms) {
        this.workspace = workspace;
        this.rooms = rooms;
    }

    Map<String, Method.Entry> methods() {
        Map<String, Method.Entry> all = new HashMap<>();
        all.put("conversations.create", new Method.Entry(Tier.TWO, false, this::create));
        all.put("conversations.join", new Method.Entry(Tier.THREE, false, this::join));
        all.put("conversations.leave", new Method.Entry(Tier.THREE, false, this::leave));
        all.put("conversations.invite", new Method.Entry(Tier.THREE, false, this::invite));
        all.put("conversations.kick", new Method.Entry(Tier.THREE, false, this::kick));
        all.put("conversations.archive", new Method.Entry(Tier.TWO, false, this::archive));
        all.put("conversations.unarchive", new Method.Entry(Tier.TWO, false, this::unarchive));
        all.put("conversations.rename", new Method.Entry(Tier.TWO, false, this::rename));
        all.put("conversations.setTopic", new Method.Entry(Tier.TWO, false, this::topic));
        all.put("conversations.setPurpose", new Method.Entry(Tier.TWO, false, this::purpose));
        return all;
    }

    private ObjectNode create(Args args, Caller caller) {
        String name = name(args);
        Channel created = workspace
                .channels
                .create(name, args.flag("is_private"), caller.user())
                .orElseThrow(() -> new SlackError("name_taken"));
        return answer(created.id(), caller);
    }

    private static String name(Args args) {
        String name = args.need("name", "invalid_name_required");
        if (name.length() > MAX_NAME) {
            throw new SlackError("invalid_name_maxlength");
        }
        if (!NAME.matcher(name).matches()) {
            throw new SlackError("invalid_name_specials");
        }
        if (name.chars().noneMatch(Character::isLetterOrDigit)) {
            throw new SlackError("invalid_name_punctuation");
        }
        return name;
    }

    private ObjectNode join(Args args, Caller caller) {
        Channel channel = rooms.open(rooms.visible(args.need("channel", "channel_not_found"), caller));
        if (channel.kind() != Channel.Kind.PUBLIC) {
            throw new SlackError("method_not_supported_for_channel_type");
        }
        boolean joined = workspace.channels.join(channel.id(), caller.user(), null);
        ObjectNode answer = answer(channel.id(), caller);
        return joined ? answer : answer.put("warning", "already_in_channel");
    }

    private ObjectNode leave(Args args, Caller caller) {
        Channel channel = rooms.open(rooms.visible(args.need("channel", "channel_not_found"), caller));
        boolean left = workspace.channels.leave(channel.id(), caller.user());
        return left ? Json.object() : Json.object().put("not_in_channel", true);
    }

    private ObjectNode invite(Args args, Caller caller) {
        Channel channel = rooms.open(rooms.joined(args.need("channel", "channel_not_found"), caller));
        List<String> users = args.list("users");
        if (users.isEmpty()) {
            throw new SlackError("no_user");
        }
        for (String user : users) {
            if (!workspace.people.exists(user)) {
                throw new SlackError("user_not_found");
            }
            if (user.equals(caller.user())) {
                throw new SlackError("cant_invite_self");
            }
        }
        if (!args.flag("force") && users.stream().anyMatch(channel::has)) {
            throw new SlackError("already_in_channel");
        }
        users.forEach(user -> workspace.channels.join(channel.id(), user, caller.user()));
        return answer(channel.id(), caller);
    }

    private ObjectNode kick(Args args, Caller caller) {
        Channel channel = rooms.joined(args.need("channel", "channel_not_found"), caller);
        String user = args.need("user", "user_not_found");
        if (user.equals(caller.user())) {
            throw new SlackError("cant_kick_self");
        }
        if (!workspace.people.exists(user)) {
            throw new SlackError("user_not_found");
        }
        if (!workspace.channels.leave(channel.id(), user)) {
            throw new SlackError("not_in_channel");
        }
        return Json.object();
    }

    private ObjectNode archive(Args args, Caller caller) {
        Channel channel = rooms.joined(args.need("channel", "channel_not_found"), caller);
        if (channel.archived()) {
            throw new SlackError("already_archived");
        }
        workspace.channels.archive(channel.id(), true, caller.user());
        return Json.object();
    }

    private ObjectNode unarchive(Args args, Caller caller) {
        Channel channel = rooms.visible(args.need("channel", "channel_not_found"), caller);
        if (!channel.archived()) {
            throw new SlackError("not_archived");
        }
        workspace.channels.archive(channel.id(), false, caller.user());
        return Json.object();
    }

    private ObjectNode rename(Args args, Caller caller) {
        Channel channel = rooms.open(rooms.joined(args.need("channel", "channel_not_found"), caller));
        if (workspace.channels.rename(channel.id(), name(args), caller.user()).isEmpty()) {
            throw new SlackError("name_taken");
        }
        return answer(channel.id(), caller);
    }

    private ObjectNode topic(Args args, Caller caller) {
        Channel channel = rooms.open(rooms.joined(args.need("channel", "channel_not_found"), caller));
        workspace.channels.topic(channel.id(), shortText(args, "topic"), caller.user());
        return answer(channel.id(), caller);
    }

    private ObjectNode purpose(Args args, Caller caller) {
        Channel channel = rooms.open(rooms.joined(args.need("channel", "channel_not_found"), caller));
        workspace.channels.purpose(channel.id(), shortText(args, "purpose"), caller.user());
        return answer(channel.id(), caller);
    }

    private static String shortText(Args args, String name) {
        String value = args.text(name).orElse("");
        if (value.length() > MAX_TOPIC) {
            throw new SlackError("too_long");
        }
        return value;
    }

    private ObjectNode answer(String id, Caller caller) {
        ObjectNode wire = rooms.visible(id, caller)
                .wire(caller.user(), workspace.spec.team().id());
        return Json.object().set("channel", wire);
    }
}
