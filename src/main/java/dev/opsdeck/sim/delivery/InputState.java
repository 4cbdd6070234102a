package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.opsdeck.sim.kit.Options;
import dev.opsdeck.sim.workspace.Json;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values of input elements in Slack's wire format. */
final class InputState {
    /** For each element type, the field that carries its value. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("plain_text_input", "value"),
            Map.entry("email_text_input", "value"),
            Map.entry("url_text_input", "value"),
            Map.entry("number_input", "value"),
            Map.entry("static_select", "selected_option"),
            Map.entry("external_select", "selected_option"),
            Map.entry("radio_buttons", "selected_option"),
            Map.entry("overflow", "selected_option"),
            Map.entry("users_select", "selected_user"),
            Map.entry("conversations_select", "selected_conversation"),
            Map.entry("channels_select", "selected_channel"),
            Map.entry("multi_static_select", "selected_options"),
            Map.entry("multi_external_select", "selected_options"),
            Map.entry("checkboxes", "selected_options"),
            Map.entry("multi_users_select", "selected_users"),
            Map.entry("multi_conversations_select", "selected_conversations"),
            Map.entry("multi_channels_select", "selected_channels"),
            Map.entry("datepicker", "selected_date"),
            Map.entry("timepicker", "selected_time"),
            Map.entry("datetimepicker", "selected_date_time"),
            Map.entry("file_input", "files"));

    private final Map<String, JsonNode> suggested;
    private final Function<String, JsonNode> files;

    /**
     * @param suggested options that the bot offered for external selects, by value
     * @param files the file object of an uploaded file, by its id
     */
    InputState(Map<String, JsonNode> suggested, Function<String, JsonNode> files) {
        this.suggested = suggested;
        this.files = files;
    }

    /**
     * The state of all inputs of a surface.
     *
     * @param given what the person entered: by block id and then action id, or by either alone; a string,
     *     a list of strings, or whole options
     */
    ObjectNode values(JsonNode blocks, JsonNode given) {
        ObjectNode values = Json.object();
        for (Elements.Place place : Elements.in(blocks)) {
            String type = place.element().path("type").asText();
            if (FIELDS.containsKey(type) && !type.equals("overflow")) {
                JsonNode raw = given(given, place);
                JsonNode value = raw == null ? initial(place.element()) : raw;
                values.withObjectProperty(place.blockId()).set(place.actionId(), state(place.element(), value));
            }
        }
        return values;
    }

    /** The state of one element: its type and its value, null where it has none. */
    ObjectNode state(JsonNode element, @Nullable JsonNode raw) {
        String type = element.path("type").asText();
        String field = FIELDS.getOrDefault(type, "value");
        ObjectNode state = Json.object().put("type", type);
        state.set(field, encode(element, field, raw));
        if (element.has("timezone")) {
            state.set("timezone", element.get("timezone"));
        }
        return state;
    }

    private @Nullable JsonNode encode(JsonNode element, String field, @Nullable JsonNode raw) {
        boolean nothing =
                raw == null || raw.isNull() || (raw.isTextual() && raw.asText().isEmpty());
        boolean many = field.endsWith("s");
        if (many) {
            ArrayNode array = Json.array();
            if (!nothing && raw != null) {
                Iterable<JsonNode> each = raw.isArray() ? raw : java.util.List.of(raw);
                each.forEach(one -> array.add(one(element, field, one)));
            }
            return array;
        }
        return nothing || raw == null ? null : one(element, field, raw);
    }

    private JsonNode one(JsonNode element, String field, JsonNode raw) {
        if (field.startsWith("selected_option")) {
            return option(element, raw);
        }
        if (field.equals("files")) {
            return files.apply(raw.asText());
        }
        return field.equals("selected_date_time")
                ? Json.tree(Map.of("n", raw.asLong())).path("n")
                : TextNode.valueOf(raw.asText());
    }

    private JsonNode option(JsonNode element, JsonNode raw) {
        String value = raw.isObject() ? raw.path("value").asText() : raw.asText();
        return Options.of(element)
                .filter(option -> option.path("value").asText().equals(value))
                .findFirst()
                .or(() -> java.util.Optional.ofNullable(suggested.get(value)))
                .or(() -> raw.isObject() ? java.util.Optional.of(raw) : java.util.Optional.empty())
                .orElseThrow(() -> new IllegalArgumentException("No option with the value " + value));
    }

    private static @Nullable JsonNode initial(JsonNode element) {
        for (var field : element.properties()) {
            if (field.getKey().startsWith("initial_")) {
                return field.getValue();
            }
        }
        return null;
    }

    private static @Nullable JsonNode given(JsonNode given, Elements.Place place) {
        JsonNode block = given.path(place.blockId());
        if (block.isObject() && block.has(place.actionId())) {
            return block.get(place.actionId());
        }
        if (!block.isMissingNode() && !block.isObject()) {
            return block;
        }
        return given.get(place.actionId());
    }
}
