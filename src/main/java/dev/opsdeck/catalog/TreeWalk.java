package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/** Goes over a tree along the record that it stands for, and passes over whatever does not fit the record. */
final class TreeWalk {
    private final Visitor visitor;

    TreeWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Is told of each key's value that is there. */
    @FunctionalInterface
    interface Visitor {
        void visit(RecordShape.Key key, JsonNode value, JsonPointer at);
    }

    void along(Type type, JsonNode value, JsonPointer at) {
        if (type instanceof ParameterizedType generic) {
            elements(generic, value, at);
        } else if (type == RunbookStep.class) {
            along(StepSpec.class, value, at);
            inside(RunbookStep.Options.class, value, at);
        } else if (type instanceof Class<?> plain && plain.isSealed()) {
            OneKeyDeserializer.kindsOf(plain)
                    .forEach((kind, record) -> inside(record, value.path(kind), at.appendProperty(kind)));
        } else if (type instanceof Class<?> plain && plain.isRecord() && !CatalogMapper.isText(plain)) {
            inside(plain, value, at);
        }
    }

    private void elements(ParameterizedType generic, JsonNode value, JsonPointer at) {
        Type element = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
        if (generic.getRawType() == List.class && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                along(element, value.get(i), at.appendIndex(i));
            }
        } else if (generic.getRawType() == Map.class) {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                along(element, entry.getValue(), at.appendProperty(entry.getKey()));
            }
        }
    }

    private void inside(Class<?> record, JsonNode value, JsonPointer at) {
        RecordShape shape = RecordShape.of(record);
        if (value.isObject()) {
            for (RecordShape.Key key : shape.written()) {
                if (value.hasNonNull(key.name())) {
                    visit(key, value.path(key.name()), at.appendProperty(key.name()));
                }
            }
        } else if (value.isArray() ? shape.shortFormIsList() : value.isValueNode() && !value.isNull()) {
            shape.shortForm().ifPresent(key -> visit(key, value, at));
        }
    }

    private void visit(RecordShape.Key key, JsonNode value, JsonPointer at) {
        visitor.visit(key, value, at);
        along(key.component().getGenericType(), value, at);
    }
}
