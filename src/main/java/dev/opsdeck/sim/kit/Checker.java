package dev.opsdeck.sim.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks JSON along the tables and collects what Slack would refuse. */
final class Checker {
    private static final Map<String, Shape> TEXTS = Map.of(
            "plain_text",
                    new Shape("plain_text").must("text", new Rule.Anything()).may("emoji", Rule.flag()),
            "mrkdwn", new Shape("mrkdwn").must("text", new Rule.Anything()).may("verbatim", Rule.flag()));

    final List<Problem> problems = new ArrayList<>();

    void shape(Shape shape, JsonNode node, String at) {
        if (!node.isObject()) {
            problem("must provide an object", at);
            return;
        }
        for (String field : shape.required) {
            if (absent(node.path(field))) {
                problem("missing required field: " + field, at);
            }
        }
        for (var entry : node.properties()) {
            Rule rule = shape.fields.get(entry.getKey());
            if (rule == null) {
                problem("invalid additional property: " + entry.getKey(), at);
            } else if (!absent(entry.getValue())) {
                rule(rule, entry.getValue(), at + "/" + entry.getKey());
            }
        }
        for (Shape.Whole whole : shape.wholes) {
            String reason = whole.apply(node);
            if (reason != null) {
                problem(reason, at);
            }
        }
    }

    void rule(Rule rule, JsonNode node, String at) {
        switch (rule) {
            case Rule.Text(int min, int max) -> text(node, min, max, at);
            case Rule.Matching(var pattern, String example) ->
                require(node.isTextual() && pattern.matcher(node.asText()).matches(), "must match " + example, at);
            case Rule.Flag() -> require(node.isBoolean(), "must provide a boolean", at);
            case Rule.Whole(long min, long max) ->
                require(
                        node.isIntegralNumber() && node.asLong() >= min && node.asLong() <= max,
                        "must be a whole number from " + min + " to " + max,
                        at);
            case Rule.OneOf(Set<String> values) ->
                require(node.isTextual() && values.contains(node.asText()), "must be a valid enum value", at);
            case Rule.Typed(Set<String> types) -> typed(types, node, at);
            case Rule.TextObject(Set<String> types, int max) -> textObject(types, max, node, at);
            case Rule.Struct(Shape shape) -> shape(shape, node, at);
            case Rule.Items(Rule each, int min, int max) -> items(each, min, max, node, at);
            case Rule.Anything() -> {}
        }
    }

    void problem(String reason, String at) {
        problems.add(new Problem(reason, at));
    }

    private void require(boolean holds, String reason, String at) {
        if (!holds) {
            problem(reason, at);
        }
    }

    private void text(JsonNode node, int min, int max, String at) {
        if (!node.isTextual()) {
            problem("must provide a string", at);
            return;
        }
        String value = node.asText();
        int length = value.codePointCount(0, value.length());
        require(length >= min, "must be more than " + (min - 1) + " characters", at);
        require(length <= max, "must be less than " + (max + 1) + " characters", at);
    }

    private void items(Rule each, int min, int max, JsonNode node, String at) {
        if (!node.isArray()) {
            problem("must provide an array", at);
            return;
        }
        require(node.size() >= min, "no fewer than " + min + " items allowed", at);
        require(node.size() <= max, "no more than " + max + " items allowed", at);
        for (int i = 0; i < node.size(); i++) {
            rule(each, node.get(i), at + "/" + i);
        }
    }

    private void typed(Set<String> types, JsonNode node, String at) {
        String type = node.path("type").asText();
        if (!node.isObject()) {
            problem("must provide an object", at);
        } else if (!types.contains(type)) {
            problem("unsupported type: " + type, at + "/type");
        } else if (TEXTS.containsKey(type)) {
            textObject(types, 3000, node, at);
        } else if (Elements.ALL.get(type) instanceof Shape shape) {
            shape(shape, node, at);
        } else {
            RichText.check(this, node, at);
        }
    }

    private void textObject(Set<String> types, int max, JsonNode node, String at) {
        int before = problems.size();
        if (!node.isObject()) {
            problem("must provide an object", at);
            return;
        }
        String type = node.path("type").asText();
        Shape shape = TEXTS.get(type);
        if (shape == null || !types.contains(type)) {
            problem("unsupported type: " + type, at + "/type");
            return;
        }
        for (var field : node.properties()) {
            if (!field.getKey().equals("type") && !shape.fields.containsKey(field.getKey())) {
                problem("invalid additional property: " + field.getKey(), at);
            }
        }
        if (absent(node.path("text"))) {
            problem("missing required field: text", at);
        } else {
            text(node.path("text"), 1, max, at + "/text");
        }
        // Slack names the text object before the place inside it.
        if (problems.size() > before) {
            problems.add(before, new Problem("failed to match all allowed schemas", at));
        }
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
