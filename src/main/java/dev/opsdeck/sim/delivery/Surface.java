package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.View;

/** Where a person acts: a message, a modal or the home tab. */
public sealed interface Surface {
    record OnMessage(Message message) implements Surface {}

    record OnView(View view) implements Surface {}

    default JsonNode blocks() {
        return switch (this) {
            case OnMessage(Message message) -> blocks(message);
            case OnView(View view) -> view.blocks();
        };
    }

    private static JsonNode blocks(Message message) {
        ArrayNode all = Json.array();
        message.blocks().forEach(all::add);
        message.body()
                .path("attachments")
                .forEach(attachment -> attachment.path("blocks").forEach(all::add));
        return all;
    }
}
