package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Makes records readable in every form that their {@link RecordShape} allows. */
final class RecordForms extends BeanDeserializerModifier {
    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
        boolean isWrittenAsMap = deserializer instanceof BeanDeserializerBase
                && description.getBeanClass().isRecord();
        return isWrittenAsMap ? new FormDeserializer(deserializer, description.getBeanClass()) : deserializer;
    }

    private static final class FormDeserializer extends DelegatingDeserializer {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Class<?> type;

        FormDeserializer(JsonDeserializer<?> delegate, Class<?> type) {
            super(delegate);
            this.type = type;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
            return new FormDeserializer(delegate, type);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String key = parser.currentName();
            ObjectNode full = complete(parser.readValueAsTree(), key, parser);
            JsonParser again = new TreeTraversingParser(full, parser.getCodec());
            JsonToken first = again.nextToken();
            assert first == JsonToken.START_OBJECT;
            return super.deserialize(again, context);
        }

        private ObjectNode complete(JsonNode written, @Nullable String key, JsonParser parser)
                throws JsonMappingException {
            RecordShape shape = RecordShape.of(type);
            ObjectNode full = asMap(written, shape, parser).deepCopy();
            for (RecordShape.Key each : shape.keys()) {
                if (each.isFromKey()) {
                    if (full.has(each.name())) {
                        throw refused(parser, each, "is not written here: it is the key of this map");
                    }
                    full.put(each.name(), key);
                } else {
                    complete(full, each, parser);
                }
            }
            return full;
        }

        private ObjectNode asMap(JsonNode written, RecordShape shape, JsonParser parser)
                throws MismatchedInputException {
            if (written instanceof ObjectNode map) {
                return map;
            }
            boolean isShort = written.isArray() ? shape.shortFormIsList() : written.isValueNode() && !written.isNull();
            if (shape.shortForm().isPresent() && isShort) {
                ObjectNode map = CatalogMapper.NODES.objectNode();
                map.set(shape.shortForm().get().name(), written);
                return map;
            }
            throw MismatchedInputException.from(parser, type, "must be a map");
        }

        private void complete(ObjectNode map, RecordShape.Key key, JsonParser parser) throws JsonMappingException {
            JsonNode value = map.get(key.name());
            if (value != null && value.isNull()) {
                throw refused(parser, key, "has no value");
            }
            if (value == null && key.required()) {
                throw MismatchedInputException.from(parser, type, "needs \"" + key.name() + "\"");
            }
            if (value == null) {
                JsonNode fallback = key.fallback().map(it -> fallback(it, map)).orElse(null);
                if (fallback != null) {
                    map.set(key.name(), fallback);
                }
            } else if (key.isOneOrMany() && !value.isArray()) {
                map.set(key.name(), CatalogMapper.NODES.arrayNode().add(value));
            }
        }

        private static @Nullable JsonNode fallback(Default fallback, ObjectNode map) {
            return fallback.sameAs().isEmpty()
                    ? CatalogMapper.scalarOrMap(fallback.value())
                    : map.get(fallback.sameAs());
        }

        private JsonMappingException refused(JsonParser parser, RecordShape.Key key, String why) {
            return JsonMappingException.wrapWithPath(
                    MismatchedInputException.from(parser, type, why),
                    new JsonMappingException.Reference(type, key.name()));
        }
    }
}
