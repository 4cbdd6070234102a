package dev.opsdeck.catalog;

import com.fasterxml.jackson.databind.JsonNode;

/** Words for kinds of values, as somebody who writes YAML knows them. */
final class Kind {
    private Kind() {}

    static String named(String schemaType) {
        return switch (schemaType) {
            case "object" -> "a map";
            case "array" -> "a list";
            case "string" -> "text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            default -> schemaType;
        };
    }

    /** The value itself is named only where it cannot be a secret: those are text. */
    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "a map";
            case ARRAY -> "a list";
            case STRING -> "text";
            case NUMBER -> "the number " + value.asText();
            case BOOLEAN -> value.asText();
            case NULL, MISSING -> "nothing";
            case BINARY, POJO -> "something else";
        };
    }
}
