package dev.opsdeck.sim.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/** Fills in what Slack adds to blocks when it stores them. */
public final class Normal {
    private Normal() {}

    /** A copy with generated block and action ids, and the defaults of text objects written out. */
    public static ArrayNode blocks(ArrayNode given, Supplier<String> ids) {
        ArrayNode blocks = given.deepCopy();
        for (JsonNode block : blocks) {
            if (block instanceof ObjectNode object
                    && block.path("block_id").asText().isEmpty()) {
                object.put("block_id", ids.get());
            }
            fill(block, ids);
        }
        return blocks;
    }

    private static void fill(JsonNode node, Supplier<String> ids) {
        if (node instanceof ObjectNode object) {
            String type = object.path("type").asText();
            if (type.equals("plain_text") && !object.has("emoji")) {
                object.put("emoji", true);
            } else if (type.equals("mrkdwn") && !object.has("verbatim")) {
                object.put("verbatim", false);
            }
            boolean element = Elements.ALL.containsKey(type) && !type.equals("image");
            if (element && !object.has("action_id")) {
                object.put("action_id", ids.get());
            }
        }
        for (JsonNode child : node) {
            fill(child, ids);
        }
    }

    /** Characters of all texts in the blocks, as far as Slack counts them against a message's total. */
    public static int textLength(JsonNode node) {
        int total = 0;
        if (node.path("text").isTextual()) {
            total += node.path("text").asText().length();
        }
        for (JsonNode child : node) {
            total += textLength(child);
        }
        return total;
    }
}
