package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in plain words what the schema found. */
final class SchemaProblems {
    private final CatalogSchema schema;
    private final JsonNode root;
    private final Findings findings;

    SchemaProblems(CatalogSchema schema, JsonNode root, Findings findings) {
        this.schema = schema;
        this.root = root;
        this.findings = findings;
    }

    void check() {
        for (ValidationMessage message : schema.compiled().validate(root)) {
            add(message, JsonPointer.compile(message.getInstanceLocation().toString()));
        }
    }

    private void add(ValidationMessage message, JsonPointer at) {
        switch (message.getType()) {
            case "additionalProperties" -> unknownKey(message, at);
            case "required" -> missingKey(message.getProperty(), at);
            case "type" -> wrongType(message, at);
            case "enum" -> notAmong(message, at);
            case "pattern" -> misshapen(message, at);
            case "minProperties", "maxProperties" -> notOneKey(message, at);
            case "minItems" -> findings.add(at, "this list must hold something", null);
            case "format" -> findings.add(at, "\"" + root.at(at).asText() + "\" is not a regular expression", null);
            default -> findings.add(at, message.getError(), null);
        }
    }

    private void unknownKey(ValidationMessage message, JsonPointer at) {
        List<String> known = List.copyOf(ValueChecks.keysOf(beside(message, "properties")));
        String key = message.getProperty();
        findings.add(
                at.appendProperty(key),
                "unknown key \"" + key + "\"" + Location.in(at),
                Findings.didYouMean(key, known));
    }

    /** What stands in the schema beside the keyword that objects. */
    private JsonNode beside(ValidationMessage message, String keyword) {
        JsonPointer objecting =
                JsonPointer.compile(message.getSchemaLocation().getFragment().toString());
        return schema.written().at(objecting.head()).path(keyword);
    }

    private void missingKey(String key, JsonPointer at) {
        // Not at the map itself: another problem there must not hide this one, nor this one another.
        findings.add(
                at.appendProperty(key),
                "the key \"" + key + "\" is missing" + Location.in(at),
                "Add \"" + key + ": …\".");
    }

    private void wrongType(ValidationMessage message, JsonPointer at) {
        JsonNode value = root.at(at);
        String wanted = Kind.named(String.valueOf(message.getArguments()[1]));
        findings.add(at, "expected " + wanted + ", found " + Kind.of(value), advice(wanted, value));
    }

    private static @Nullable String advice(String wanted, JsonNode value) {
        if (wanted.equals(Kind.named("string")) && (value.isNumber() || value.isBoolean())) {
            return "Put it in quotes: \"" + value.asText() + "\".";
        }
        return value.isNull() ? "Give it a value or remove the key." : null;
    }

    private void notAmong(ValidationMessage message, JsonPointer at) {
        String typed = root.at(at).asText();
        List<String> words = new ArrayList<>();
        beside(message, "enum").forEach(word -> words.add(word.asText()));
        findings.add(at, "\"" + typed + "\" is not possible here", Findings.didYouMean(typed, words));
    }

    private void misshapen(ValidationMessage message, JsonPointer at) {
        String pattern = beside(message, "pattern").asText();
        String typed = root.at(at).asText();
        if (pattern.equals(Durations.PATTERN)) {
            findings.add(at, "\"" + typed + "\" is not a duration", DurationAdvice.of(typed));
        } else if (pattern.equals(Threshold.PATTERN)) {
            findings.add(at, "\"" + typed + "\" is not a threshold", "Write a comparison such as \"> 5\".");
        } else {
            findings.add(at, "\"" + typed + "\" does not match " + pattern, null);
        }
    }

    private void notOneKey(ValidationMessage message, JsonPointer at) {
        JsonNode keys = beside(message, "properties");
        boolean isStep = keys.isMissingNode();
        findings.add(
                at,
                isStep
                        ? "this step must have exactly one key that says what is done"
                        : "this map must have exactly one key",
                "Possible keys: "
                        + String.join(
                                ", ",
                                isStep
                                        ? OneKeyDeserializer.kindsOf(StepSpec.class)
                                                .keySet()
                                        : ValueChecks.keysOf(keys))
                        + ".");
    }
}
