package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The interactive elements of blocks and where they stand. */
final class Elements {
    record Place(JsonNode block, JsonNode element) {
        String blockId() {
            return block.path("block_id").asText();
        }

        String actionId() {
            return element.path("action_id").asText();
        }
    }

    private Elements() {}

    static List<Place> in(JsonNode blocks) {
        List<Place> places = new ArrayList<>();
        for (JsonNode block : blocks) {
            List<JsonNode> elements = new ArrayList<>();
            elements.add(block.path("accessory"));
            elements.add(block.path("element"));
            if (block.path("type").asText().equals("actions")) {
                block.path("elements").forEach(elements::add);
            }
            elements.stream().filter(e -> e.has("action_id")).forEach(e -> places.add(new Place(block, e)));
        }
        return places;
    }

    /** The element with an action id, in a given block or, with an empty block id, in the first that has it. */
    static Optional<Place> find(JsonNode blocks, String blockId, String actionId) {
        return in(blocks).stream()
                .filter(place -> place.actionId().equals(actionId))
                .filter(place -> blockId.isEmpty() || place.blockId().equals(blockId))
                .findFirst();
    }
}
