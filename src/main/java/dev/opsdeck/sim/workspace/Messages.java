package dev.opsdeck.sim.workspace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** All messages, ephemeral ones included, by channel and time stamp. */
public final class Messages {
    private final Map<String, NavigableMap<String, Message>> byChannel = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Set<String>>> reactions = new ConcurrentHashMap<>();
    private final Changes changes;

    Messages(Changes changes) {
        this.changes = changes;
    }

    public void post(Message message) {
        channel(message.channel()).put(message.ts(), message);
        changes.tell(new Change.Posted(message));
    }

    public Optional<Message> find(String channel, String ts) {
        return Optional.ofNullable(channel(channel).get(ts));
    }

    /** Changes a message if it is there; answers the new one. */
    public Optional<Message> edit(String channel, String ts, UnaryOperator<ObjectNode> edit) {
        List<Message> before = new ArrayList<>();
        Message after = channel(channel).computeIfPresent(ts, (key, old) -> {
            before.clear();
            before.add(old);
            return new Message(
                    channel, ts, old.visibleTo(), edit.apply(old.body().deepCopy()));
        });
        if (after == null) {
            return Optional.empty();
        }
        changes.tell(new Change.Edited(after, before.getFirst()));
        return Optional.of(after);
    }

    public Optional<Message> delete(String channel, String ts) {
        Message gone = channel(channel).remove(ts);
        if (gone != null) {
            changes.tell(new Change.Deleted(gone));
        }
        return Optional.ofNullable(gone);
    }

    /** Everything in a channel, oldest first. */
    public List<Message> in(String channel) {
        return List.copyOf(channel(channel).values());
    }

    /** A thread: its first message and all replies that everyone sees, oldest first. */
    public List<Message> thread(String channel, String ts) {
        return in(channel).stream()
                .filter(m -> !m.ephemeral())
                .filter(m -> m.ts().equals(ts) || ts.equals(m.parent()))
                .toList();
    }

    /** Adds or removes a reaction; false if it was, or was not, there already. */
    public boolean react(Message message, String user, String name, boolean add) {
        boolean[] changed = {false};
        reactions.compute(key(message), (key, old) -> {
            Map<String, Set<String>> now = new LinkedHashMap<>(old == null ? Map.of() : old);
            Set<String> users = new LinkedHashSet<>(now.getOrDefault(name, Set.of()));
            changed[0] = add ? users.add(user) : users.remove(user);
            now.put(name, users);
            if (users.isEmpty()) {
                now.remove(name);
            }
            return now;
        });
        if (changed[0]) {
            changes.tell(new Change.Reacted(message, user, name, add));
        }
        return changed[0];
    }

    /** The message as Slack shows it in a history: with reactions and the state of its thread. */
    public ObjectNode wire(Message message) {
        ObjectNode body = message.body().deepCopy();
        ArrayNode list = Json.array();
        reactions.getOrDefault(key(message), Map.of()).forEach((name, users) -> list.addObject()
                .put("name", name)
                .put("count", users.size())
                .set("users", Json.strings(users)));
        if (!list.isEmpty()) {
            body.set("reactions", list);
        }
        List<Message> replies = message.parent() == null ? replies(message) : List.of();
        if (!replies.isEmpty()) {
            Set<String> users = new LinkedHashSet<>();
            replies.forEach(reply -> users.add(reply.user()));
            body.put("thread_ts", message.ts())
                    .put("reply_count", replies.size())
                    .put("reply_users_count", users.size())
                    .put("latest_reply", replies.getLast().ts())
                    .set("reply_users", Json.strings(users));
        }
        return body;
    }

    private List<Message> replies(Message message) {
        return channel(message.channel()).tailMap(message.ts(), false).values().stream()
                .filter(m -> !m.ephemeral() && message.ts().equals(m.parent()))
                .toList();
    }

    private NavigableMap<String, Message> channel(String channel) {
        return byChannel.computeIfAbsent(channel, key -> new ConcurrentSkipListMap<>());
    }

    private static String key(Message message) {
        return message.channel() + "/" + message.ts();
    }
}
