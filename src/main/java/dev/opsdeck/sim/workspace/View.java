package dev.opsdeck.sim.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An open modal or a published home tab.
 *
 * @param wire the view object of Slack's wire format; not to be changed
 */
public record View(String id, String user, ObjectNode wire) {
    public String hash() {
        return wire.path("hash").asText();
    }

    public JsonNode blocks() {
        return wire.path("blocks");
    }

    public String root() {
        return wire.path("root_view_id").asText();
    }

    public boolean flag(String name) {
        return wire.path(name).asBoolean();
    }
}
