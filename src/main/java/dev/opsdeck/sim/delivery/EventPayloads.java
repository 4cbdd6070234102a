package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Change;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the Events API says about a change, to an app that is subscribed and allowed to see it. */
final class EventPayloads {
    private final Workspace workspace;
    private final Set<String> subscribed;
    private final String bot;

    EventPayloads(Workspace workspace) {
        this.workspace = workspace;
        this.subscribed = workspace.spec.app().events();
        this.bot = workspace.spec.app().botUserId();
    }

    /** The events for a change; often none. */
    List<ObjectNode> of(Change change) {
        return switch (change) {
            case Change.Posted(Message message) -> posted(message);
            case Change.Edited(Message now, Message before) -> edited(now, before);
            case Change.Deleted(Message message) -> deleted(message);
            case Change.Reacted reacted -> reaction(reacted);
            case Change.Joined joined -> joined(joined);
            case Change.Left(String channel, String user) -> left(channel, user);
            case Change.ChannelChanged changed -> channel(changed);
            case Change.GroupChanged group -> group(group);
            case Change.ModalsChanged modals -> List.of();
            case Change.HomeChanged home -> List.of();
            case Change.Notice notice -> List.of();
        };
    }

    private List<ObjectNode> posted(Message message) {
        Channel channel = seenByBot(message);
        if (channel == null) {
            return List.of();
        }
        List<ObjectNode> events = new ArrayList<>();
        ObjectNode body = message.body().deepCopy().put("channel", channel.id()).put("event_ts", message.ts());
        boolean direct = channel.kind() == Channel.Kind.DIRECT;
        if (!direct && !message.user().equals(bot) && message.text().contains("<@" + bot)) {
            add(events, "app_mention", body.deepCopy().put("type", "app_mention"));
        }
        add(events, messageSubscription(channel), body.put("channel_type", channel.kind().eventType));
        return events;
    }

    private List<ObjectNode> edited(Message now, Message before) {
        Channel channel = seenByBot(now);
        if (channel == null) {
            return List.of();
        }
        ObjectNode event = hidden("message_changed", channel);
        event.set("message", now.body());
        event.set("previous_message", before.body());
        return only(messageSubscription(channel), event);
    }

    private List<ObjectNode> deleted(Message message) {
        Channel channel = seenByBot(message);
        if (channel == null) {
            return List.of();
        }
        ObjectNode event = hidden("message_deleted", channel).put("deleted_ts", message.ts());
        event.set("previous_message", message.body());
        return only(messageSubscription(channel), event);
    }

    private ObjectNode hidden(String subtype, Channel channel) {
        String ts = workspace.stamps.ts();
        return Json.object()
                .put("type", "message")
                .put("subtype", subtype)
                .put("hidden", true)
                .put("channel", channel.id())
                .put("ts", ts)
                .put("event_ts", ts)
                .put("channel_type", channel.kind().eventType);
    }

    private List<ObjectNode> reaction(Change.Reacted reacted) {
        if (seenByBot(reacted.message()) == null) {
            return List.of();
        }
        String type = reacted.added() ? "reaction_added" : "reaction_removed";
        ObjectNode event = event(type)
                .put("user", reacted.user())
                .put("reaction", reacted.name())
                .put("item_user", reacted.message().user());
        event.set(
                "item",
                Json.object()
                        .put("type", "message")
                        .put("channel", reacted.message().channel())
                        .put("ts", reacted.message().ts()));
        return only(type, event);
    }

    private List<ObjectNode> joined(Change.Joined joined) {
        ObjectNode event = membership("member_joined_channel", joined.channel(), joined.user());
        if (joined.inviter() != null) {
            event.put("inviter", joined.inviter());
        }
        return botIsIn(joined.channel()) ? only("member_joined_channel", event) : List.of();
    }

    private List<ObjectNode> left(String channel, String user) {
        boolean concerned = botIsIn(channel) || user.equals(bot);
        return concerned ? only("member_left_channel", membership("member_left_channel", channel, user)) : List.of();
    }

    private ObjectNode membership(String type, String channel, String user) {
        String letter =
                workspace.channels.find(channel).map(c -> c.kind().letter).orElse("C");
        return event(type)
                .put("user", user)
                .put("channel", channel)
                .put("channel_type", letter)
                .put("team", workspace.spec.team().id());
    }

    private List<ObjectNode> channel(Change.ChannelChanged changed) {
        Channel channel = workspace.channels.find(changed.channel()).orElseThrow();
        return switch (changed.what()) {
            case "created", "rename" -> {
                String type = "channel_" + changed.what();
                ObjectNode event = event(type);
                event.set(
                        "channel",
                        Json.object()
                                .put("id", channel.id())
                                .put("name", channel.name())
                                .put("created", channel.created())
                                .put("creator", channel.creator()));
                yield only(type, event);
            }
            case "archive", "unarchive" -> {
                String type = "channel_" + changed.what();
                yield only(type, event(type).put("channel", channel.id()).put("user", changed.actor()));
            }
            default -> List.of();
        };
    }

    private List<ObjectNode> group(Change.GroupChanged changed) {
        String team = workspace.spec.team().id();
        ObjectNode updated = event("subteam_updated");
        workspace
                .groups
                .find(changed.group())
                .ifPresent(group -> updated.set("subteam", workspace.groups.wire(group, team, true)));
        ObjectNode members = event("subteam_members_changed")
                .put("subteam_id", changed.group())
                .put("team_id", team)
                .put("date_previous_update", workspace.stamps.seconds())
                .put("date_update", workspace.stamps.seconds())
                .put("added_users_count", changed.added().size())
                .put("removed_users_count", changed.removed().size());
        members.set("added_users", Json.strings(changed.added()));
        members.set("removed_users", Json.strings(changed.removed()));
        List<ObjectNode> events = new ArrayList<>();
        add(events, "subteam_updated", updated);
        add(events, "subteam_members_changed", members);
        return events;
    }

    private ObjectNode event(String type) {
        return Json.object().put("type", type).put("event_ts", workspace.stamps.ts());
    }

    private List<ObjectNode> only(String subscription, ObjectNode event) {
        return subscribed.contains(subscription) ? List.of(event) : List.of();
    }

    private void add(List<ObjectNode> events, String subscription, ObjectNode event) {
        events.addAll(only(subscription, event));
    }

    private static String messageSubscription(Channel channel) {
        return switch (channel.kind()) {
            case PUBLIC -> "message.channels";
            case PRIVATE -> "message.groups";
            case DIRECT -> "message.im";
        };
    }

    private @Nullable Channel seenByBot(Message message) {
        return message.ephemeral()
                ? null
                : workspace
                        .channels
                        .find(message.channel())
                        .filter(c -> c.has(bot))
                        .orElse(null);
    }

    private boolean botIsIn(String channel) {
        return workspace.channels.find(channel).filter(c -> c.has(bot)).isPresent();
    }
}
