package dev.opsdeck.sim.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.kit.Normal;
import org.jspecify.annotations.Nullable;

/** Writes the message objects that people and the app leave in channels. */
public final class Bodies {
    /** Longer texts are cut, as Slack documents. */
    public static final int MAX_TEXT = 40_000;

    private final Workspace workspace;

    public Bodies(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * A message of the app.
     *
     * @param content whatever of {@code text}, {@code blocks}, {@code attachments} and {@code metadata} was given
     */
    public ObjectNode app(String ts, @Nullable String thread, ObjectNode content) {
        SimWorkspace.App app = workspace.spec.app();
        ObjectNode body = Json.object()
                .put("type", "message")
                .put("user", app.botUserId())
                .put("bot_id", app.botId())
                .put("app_id", app.id())
                .put("team", workspace.spec.team().id())
                .put("ts", ts);
        body.set("bot_profile", botProfile());
        if (thread != null) {
            body.put("thread_ts", thread);
        }
        fill(body, content);
        return body;
    }

    /** A message that a person typed; {@code text} is in Slack's encoded form. */
    public ObjectNode person(String user, String ts, @Nullable String thread, String text) {
        ObjectNode body = Json.object()
                .put("client_msg_id", java.util.UUID.randomUUID().toString())
                .put("type", "message")
                .put("text", text)
                .put("user", user)
                .put("ts", ts)
                .put("team", workspace.spec.team().id());
        if (thread != null) {
            body.put("thread_ts", thread);
        }
        body.set("blocks", Json.array().add(Typed.richText(text, workspace.stamps.random(4))));
        return body;
    }

    /** Slack's own words, such as that somebody joined. */
    public static ObjectNode system(String user, String ts, String subtype, String text) {
        return Json.object()
                .put("type", "message")
                .put("subtype", subtype)
                .put("user", user)
                .put("text", text)
                .put("ts", ts);
    }

    /** Puts content into a message body; what is not given stays out. */
    public void fill(ObjectNode body, ObjectNode content) {
        body.put("text", cut(content.path("text").asText()));
        if (content.path("blocks") instanceof ArrayNode blocks && !blocks.isEmpty()) {
            body.set("blocks", Normal.blocks(blocks, () -> workspace.stamps.random(5)));
        }
        copy(content, body, "attachments");
        copy(content, body, "metadata");
    }

    private ObjectNode botProfile() {
        SimWorkspace.App app = workspace.spec.app();
        return Json.object()
                .put("id", app.botId())
                .put("app_id", app.id())
                .put("name", app.name())
                .put("deleted", false)
                .put("team_id", workspace.spec.team().id());
    }

    private static void copy(ObjectNode from, ObjectNode to, String field) {
        JsonNode value = from.path(field);
        if (value.isContainerNode() && !value.isEmpty()) {
            to.set(field, value);
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
