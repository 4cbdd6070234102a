package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Reads a sealed interface from a map with one key, which names the record; or from the name alone. */
final class OneKeyDeserializer<T> extends StdDeserializer<T> {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Class<T> family;
    private final transient Map<String, Class<?>> kinds;

    OneKeyDeserializer(Class<T> family) {
        super(family);
        this.family = family;
        this.kinds = kindsOf(family);
    }

    /** The records of the family by the key that names them, in the order of the source. */
    static Map<String, Class<?>> kindsOf(Class<?> family) {
        Map<String, Class<?>> kinds = new LinkedHashMap<>();
        for (Class<?> kind : family.getPermittedSubclasses()) {
            if (kind.isRecord()) {
                kinds.put(RecordShape.kindOf(kind), kind);
            } else {
                kinds.putAll(kindsOf(kind));
            }
        }
        return kinds;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode written = parser.readValueAsTree();
        if (written.isTextual() && kinds.containsKey(written.textValue())) {
            return read(written.textValue(), CatalogMapper.NODES.objectNode(), parser, context);
        }
        if (!written.isObject() || written.size() != 1) {
            throw MismatchedInputException.from(
                    parser, family, "must be a map with one key of " + String.join(", ", kinds.keySet()));
        }
        Map.Entry<String, JsonNode> only = written.properties().iterator().next();
        return read(only.getKey(), only.getValue(), parser, context);
    }

    private T read(String kind, JsonNode value, JsonParser parser, DeserializationContext context) throws IOException {
        Class<?> type = kinds.get(kind);
        if (type == null) {
            throw MismatchedInputException.from(parser, family, "unknown key \"" + kind + "\"");
        }
        try {
            return family.cast(Objects.requireNonNull(context.readTreeAsValue(value, type)));
        } catch (JsonMappingException e) {
            throw JsonMappingException.wrapWithPath(e, family, kind);
        }
    }
}
