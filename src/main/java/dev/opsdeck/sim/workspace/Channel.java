package dev.opsdeck.sim.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation: channel, private channel or direct message.
 *
 * @param members ids in the order of joining
 */
public record Channel(
        String id,
        String name,
        Kind kind,
        long created,
        String creator,
        boolean archived,
        Note topic,
        Note purpose,
        Set<String> members) {
    public enum Kind {
        PUBLIC("channel", "C", "public_channel"),
        PRIVATE("group", "G", "private_channel"),
        DIRECT("im", "D", "im");

        /** {@code channel_type} of message events. */
        public final String eventType;
        /** {@code channel_type} of membership events. */
        public final String letter;
        /** The {@code types} argument of {@code conversations.list}. */
        public final String listType;

        Kind(String eventType, String letter, String listType) {
            this.eventType = eventType;
            this.letter = letter;
            this.listType = listType;
        }
    }

    /** A topic or purpose and who set it when. */
    public record Note(String value, String creator, long lastSet) {
        public static final Note NONE = new Note("", "", 0);
    }

    public Channel {
        members = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(members));
    }

    public boolean has(String user) {
        return members.contains(user);
    }

    /** The other side of a direct message. */
    public @Nullable String partnerOf(String user) {
        return members.stream().filter(id -> !id.equals(user)).findFirst().orElse(null);
    }

    Channel named(String newName) {
        return new Channel(id, newName, kind, created, creator, archived, topic, purpose, members);
    }

    Channel archived(boolean now) {
        return new Channel(id, name, kind, created, creator, now, topic, purpose, members);
    }

    Channel topic(Note note) {
        return new Channel(id, name, kind, created, creator, archived, note, purpose, members);
    }

    Channel purpose(Note note) {
        return new Channel(id, name, kind, created, creator, archived, topic, note, members);
    }

    Channel members(Set<String> now) {
        return new Channel(id, name, kind, created, creator, archived, topic, purpose, now);
    }

    /** The conversation object of Slack's wire format, as {@code viewer} sees it. */
    public ObjectNode wire(String viewer, String team) {
        ObjectNode node = Json.object().put("id", id).put("created", created).put("is_archived", archived);
        if (kind == Kind.DIRECT) {
            return node.put("is_im", true).put("is_org_shared", false).put("user", partnerOf(viewer));
        }
        node.put("name", name)
                .put("name_normalized", name)
                .put("is_channel", kind == Kind.PUBLIC)
                .put("is_group", kind == Kind.PRIVATE)
                .put("is_im", false)
                .put("is_mpim", false)
                .put("is_private", kind == Kind.PRIVATE)
                .put("is_general", false)
                .put("is_shared", false)
                .put("is_ext_shared", false)
                .put("is_org_shared", false)
                .put("is_member", has(viewer))
                .put("unlinked", 0)
                .put("creator", creator)
                .put("context_team_id", team)
                .put("num_members", members.size());
        node.set("topic", note(topic));
        node.set("purpose", note(purpose));
        node.set("previous_names", Json.array());
        node.set("pending_shared", Json.array());
        return node;
    }

    private static ObjectNode note(Note note) {
        return Json.object()
                .put("value", note.value())
                .put("creator", note.creator())
                .put("last_set", note.lastSet());
    }
}
