package dev.opsdeck.systems;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opsdeck.sim.workspace.Message;
import java.util.ArrayList;
import java.util.List;

/** What people read of a message. */
final class Texts {
    private Texts() {}

    /** All its texts, with Slack's escapes undone, line by line. */
    static String of(Message message) {
        List<String> texts = new ArrayList<>();
        collect(message.body(), texts);
        return String.join("\n", texts)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static void collect(JsonNode node, List<String> texts) {
        node.properties().forEach(entry -> {
            boolean isText = List.of("text", "title", "alt_text", "name").contains(entry.getKey());
            if (isText && entry.getValue().isTextual()) {
                texts.add(entry.getValue().asText());
            }
        });
        node.forEach(part -> collect(part, texts));
    }
}
