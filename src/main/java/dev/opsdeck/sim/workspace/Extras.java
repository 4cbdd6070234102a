package dev.opsdeck.sim.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Pins, bookmarks and how far each person has read. */
public final class Extras {
    private final Map<String, List<String>> pins = new ConcurrentHashMap<>();
    private final Map<String, List<ObjectNode>> bookmarks = new ConcurrentHashMap<>();
    private final Map<String, String> reads = new ConcurrentHashMap<>();
    private final Changes changes;

    Extras(Changes changes) {
        this.changes = changes;
    }

    public List<String> pins(String channel) {
        return pins.getOrDefault(channel, List.of());
    }

    /** Pins a message; false if it is pinned already. */
    public boolean pin(String channel, String ts, String actor) {
        boolean[] added = {false};
        pins.compute(channel, (key, old) -> {
            List<String> now = new ArrayList<>(old == null ? List.of() : old);
            added[0] = !now.contains(ts) && now.add(ts);
            return List.copyOf(now);
        });
        if (added[0]) {
            changes.tell(new Change.ChannelChanged(channel, "pins", actor));
        }
        return added[0];
    }

    public List<ObjectNode> bookmarks(String channel) {
        return bookmarks.getOrDefault(channel, List.of());
    }

    public void bookmark(String channel, ObjectNode bookmark, String actor) {
        bookmarks.merge(channel, List.of(bookmark), (old, more) -> {
            List<ObjectNode> all = new ArrayList<>(old);
            all.addAll(more);
            return List.copyOf(all);
        });
        changes.tell(new Change.ChannelChanged(channel, "bookmarks", actor));
    }

    /** Changes a bookmark; empty if there is none with that id. */
    public Optional<ObjectNode> editBookmark(String channel, String id, UnaryOperator<ObjectNode> edit, String actor) {
        bookmarks.computeIfPresent(channel, (key, old) -> old.stream()
                .map(b -> b.path("id").asText().equals(id) ? edit.apply(b.deepCopy()) : b)
                .toList());
        changes.tell(new Change.ChannelChanged(channel, "bookmarks", actor));
        return bookmarks(channel).stream()
                .filter(b -> b.path("id").asText().equals(id))
                .findFirst();
    }

    /** The time stamp up to which a person has read a channel. */
    public String read(String user, String channel) {
        return reads.getOrDefault(user + "/" + channel, "0");
    }

    public void read(String user, String channel, String ts) {
        reads.merge(user + "/" + channel, ts, (old, now) -> old.compareTo(now) > 0 ? old : now);
    }
}
