package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.kit.BlockKit;
import dev.opsdeck.sim.kit.Normal;
import dev.opsdeck.sim.kit.Problem;
import dev.opsdeck.sim.workspace.Json;
import java.util.List;

/** The content of a message, checked against Slack's limits. */
public final class Content {
    /** Seen at Slack: more text than this in all blocks together is refused. */
    public static final int MAX_BLOCK_TEXT = 13_200;
    /** Texts longer than this are refused by {@code chat.update}. */
    static final int MAX_UPDATE_TEXT = 4_000;

    private Content() {}

    /** Reads {@code text}, {@code blocks}, {@code attachments} and {@code metadata}; at least one to be shown is needed. */
    static ObjectNode of(Args args) {
        ObjectNode content = Json.object();
        args.text("text").ifPresent(text -> content.put("text", text));
        args.json("blocks", "invalid_blocks_format").ifPresent(blocks -> content.set("blocks", blocks));
        args.json("attachments", "invalid_attachments").ifPresent(list -> content.set("attachments", list));
        args.json("metadata", "invalid_metadata_format").ifPresent(metadata -> content.set("metadata", metadata));
        check(content);
        return content;
    }

    /** Refuses what Slack would refuse. */
    public static void check(ObjectNode content) {
        JsonNode blocks = content.path("blocks");
        JsonNode attachments = content.path("attachments");
        boolean nothing = content.path("text").asText().isBlank() && blocks.isEmpty() && attachments.isEmpty();
        if (nothing) {
            throw new SlackError("no_text");
        }
        if (!blocks.isMissingNode() && !blocks.isNull()) {
            blocks(blocks);
        }
        if (!attachments.isMissingNode() && !attachments.isNull()) {
            attachments(attachments);
        }
        JsonNode metadata = content.path("metadata");
        if (metadata.isObject()
                && (!metadata.has("event_type")
                        || !metadata.path("event_payload").isObject())) {
            throw new SlackError("invalid_metadata_schema");
        }
    }

    private static void blocks(JsonNode blocks) {
        if (!blocks.isArray()) {
            throw new SlackError("invalid_blocks_format");
        }
        List<Problem> problems = BlockKit.message(blocks);
        if (!problems.isEmpty()) {
            throw new SlackError("invalid_blocks", problems);
        }
        if (Normal.textLength(blocks) > MAX_BLOCK_TEXT) {
            throw new SlackError("msg_blocks_too_long");
        }
    }

    private static void attachments(JsonNode attachments) {
        if (!attachments.isArray()) {
            throw new SlackError("invalid_attachments");
        }
        if (attachments.size() > 100) {
            throw new SlackError("too_many_attachments");
        }
        for (JsonNode attachment : attachments) {
            if (attachment.has("blocks")) {
                blocks(attachment.path("blocks"));
            }
        }
    }
}
