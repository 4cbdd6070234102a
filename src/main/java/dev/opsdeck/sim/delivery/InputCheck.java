package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What Slack's own client finds wrong with a form before it sends it. */
final class InputCheck {
    private static final long LARGEST_FILE = 10L << 20;

    private InputCheck() {}

    /** Messages by block id; empty if the form may be sent. */
    static Map<String, String> errors(JsonNode blocks, JsonNode values) {
        Map<String, String> errors = new LinkedHashMap<>();
        for (Elements.Place place : Elements.in(blocks)) {
            if (place.block().path("type").asText().equals("input")) {
                JsonNode state = values.path(place.blockId()).path(place.actionId());
                String error = error(place, value(state));
                if (error != null) {
                    errors.put(place.blockId(), error);
                }
            }
        }
        return errors;
    }

    private static @Nullable String error(Elements.Place place, JsonNode value) {
        boolean empty = value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty());
        if (empty) {
            boolean optional = place.block().path("optional").asBoolean();
            return optional ? null : "Please complete this required field.";
        }
        JsonNode element = place.element();
        return switch (element.path("type").asText()) {
            case "plain_text_input" -> length(element, value.asText());
            case "number_input" -> number(element, value.asText());
            case "email_text_input" -> value.asText().contains("@") ? null : "Please enter a valid email address.";
            case "file_input" -> files(element, value);
            case "url_text_input" -> value.asText().matches("https?://.+") ? null : "Please enter a valid URL.";
            default -> null;
        };
    }

    private static @Nullable String files(JsonNode element, JsonNode files) {
        int most = element.path("max_files").asInt(10);
        if (files.size() > most) {
            return "Please choose at most " + most + (most == 1 ? " file." : " files.");
        }
        Set<String> endings = new TreeSet<>();
        element.path("filetypes").forEach(type -> endings.add(type.asText()));
        for (JsonNode file : files) {
            String name = file.path("name").asText();
            String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (!endings.isEmpty() && !endings.contains(ending)) {
                return "Please choose a file of these types: " + String.join(", ", endings) + ".";
            }
            if (file.path("size").asLong() > LARGEST_FILE) {
                return "Please choose a file of at most 10 MB.";
            }
        }
        return null;
    }

    private static @Nullable String length(JsonNode element, String value) {
        int min = element.path("min_length").asInt(0);
        int max = element.path("max_length").asInt(3000);
        if (value.length() < min) {
            return "Please enter at least " + min + " characters.";
        }
        return value.length() > max ? "Please enter at most " + max + " characters." : null;
    }

    private static @Nullable String number(JsonNode element, String value) {
        try {
            java.math.BigDecimal number = new java.math.BigDecimal(value);
            if (!element.path("is_decimal_allowed").asBoolean()
                    && number.stripTrailingZeros().scale() > 0) {
                return "Please enter a whole number.";
            }
            if (element.has("min_value")
                    && number.compareTo(new java.math.BigDecimal(
                                    element.path("min_value").asText()))
                            < 0) {
                return "Please enter a number of at least "
                        + element.path("min_value").asText() + ".";
            }
            if (element.has("max_value")
                    && number.compareTo(new java.math.BigDecimal(
                                    element.path("max_value").asText()))
                            > 0) {
                return "Please enter a number of at most "
                        + element.path("max_value").asText() + ".";
            }
            return null;
        } catch (NumberFormatException e) {
            return "Please enter a number.";
        }
    }

    private static JsonNode value(JsonNode state) {
        for (var field : state.properties()) {
            if (field.getKey().equals("value")
                    || field.getKey().equals("files")
                    || field.getKey().startsWith("selected_")) {
                return field.getValue();
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
