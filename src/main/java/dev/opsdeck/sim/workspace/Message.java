package dev.opsdeck.sim.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands in a channel.
 *
 * @param visibleTo the only person who sees it; null if everyone does
 * @param body the message object of Slack's wire format; not to be changed
 */
public record Message(String channel, String ts, @Nullable String visibleTo, ObjectNode body) {
    public boolean ephemeral() {
        return visibleTo != null;
    }

    public String user() {
        return body.path("user").asText();
    }

    public String text() {
        return body.path("text").asText();
    }

    public JsonNode blocks() {
        return body.path("blocks");
    }

    /** The thread's first message if this is a reply, else null. */
    public @Nullable String parent() {
        String thread = body.path("thread_ts").asText();
        return thread.isEmpty() || thread.equals(ts) ? null : thread;
    }

    public boolean fromBot() {
        return body.has("bot_id");
    }

    /** Whether the main view of the channel shows it: no reply, or a reply also sent to the channel. */
    public boolean inChannel() {
        return parent() == null || body.path("subtype").asText().equals("thread_broadcast");
    }
}
