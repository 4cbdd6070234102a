package dev.opsdeck.sim.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of a Web API call. A form has strings only, a JSON body may hold trees. */
public final class Args {
    private final ObjectNode values;

    public Args(ObjectNode values) {
        this.values = values;
    }

    public Optional<String> text(String name) {
        JsonNode value = values.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        String text = value.isContainerNode() ? value.toString() : value.asText();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    public @Nullable String orNull(String name) {
        return text(name).orElse(null);
    }

    public String need(String name) {
        return text(name).orElseThrow(() -> SlackError.argument("missing required field: " + name, ""));
    }

    /** A missing argument that Slack answers with an error of its own. */
    public String need(String name, String error) {
        return text(name).orElseThrow(() -> new SlackError(error));
    }

    public boolean has(String name) {
        return values.hasNonNull(name);
    }

    public boolean flag(String name) {
        return text(name)
                .map(value -> value.equals("1") || value.equals("true"))
                .orElse(false);
    }

    public int whole(String name, int otherwise) {
        try {
            return text(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw SlackError.argument("must be a valid integer", name);
        }
    }

    public List<String> list(String name) {
        JsonNode value = values.path(name);
        if (value.isArray()) {
            return value.valueStream().map(JsonNode::asText).toList();
        }
        return text(name)
                .map(all -> Arrays.stream(all.split(",")).map(String::trim).toList())
                .orElse(List.of());
    }

    /** A JSON argument, also where it came as a string; empty if absent. */
    public Optional<JsonNode> json(String name, String errorIfBroken) {
        JsonNode value = values.path(name);
        if (value.isContainerNode()) {
            return Optional.of(value);
        }
        return text(name).map(text -> {
            try {
                return Json.parse(text);
            } catch (JsonProcessingException e) {
                throw new SlackError(errorIfBroken);
            }
        });
    }

    /** All arguments as they came, for the call log. */
    public ObjectNode all() {
        ObjectNode copy = values.deepCopy();
        copy.remove("token");
        return copy;
    }
}
