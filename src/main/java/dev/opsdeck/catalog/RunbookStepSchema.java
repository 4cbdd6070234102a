package dev.opsdeck.catalog;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes how steps of runbooks are written, as {@link RunbookStepDeserializer} reads them. */
final class RunbookStepSchema {
    private RunbookStepSchema() {}

    /** One key that says what is done, and any of the options beside it. */
    static @Nullable CustomDefinition step(ResolvedType type, SchemaGenerationContext context) {
        if (type.getErasedType() != RunbookStep.class) {
            return null;
        }
        ObjectNode map = CatalogMapper.NODES.objectNode();
        ArrayNode alone = SchemaWriter.kinds(StepSpec.class, map, context);
        ObjectNode options = context.createDefinition(context.getTypeContext().resolve(RunbookStep.Options.class));
        ((ObjectNode) map.get("properties")).setAll((ObjectNode) options.get("properties"));
        map.put("additionalProperties", false);
        List<String> names = RecordShape.of(RunbookStep.Options.class).written().stream()
                .map(RecordShape.Key::name)
                .toList();
        map.setAll(oneBeside(names, List.of()));
        return SchemaWriter.definition(RunbookStep.class, SchemaWriter.orWord(map, alone));
    }

    /** One key more than there are options: a schema cannot count some of the keys, so each choice of options is a case. */
    private static ObjectNode oneBeside(List<String> open, List<String> there) {
        ObjectNode schema = CatalogMapper.NODES.objectNode();
        if (open.isEmpty()) {
            int keys = there.size() + 1;
            return schema.put("minProperties", keys).put("maxProperties", keys);
        }
        List<String> rest = open.subList(1, open.size());
        schema.putObject("if").putArray("required").add(open.getFirst());
        schema.set(
                "then",
                oneBeside(
                        rest,
                        java.util.stream.Stream.concat(there.stream(), java.util.stream.Stream.of(open.getFirst()))
                                .toList()));
        schema.set("else", oneBeside(rest, there));
        return schema;
    }

    /** In a step a parameter may stand where a number, a duration or one of several words belongs. */
    static @Nullable CustomPropertyDefinition parameterOr(FieldScope field, SchemaGenerationContext context) {
        Class<?> record = field.getDeclaringType().getErasedType();
        if (field.isFakeContainerItemScope()
                || !mayBeParameter(record, field.getType().getErasedType())) {
            return null;
        }
        RecordShape.Key key = SchemaWriter.key(field);
        ObjectNode usual = context.createDefinition(field.getType());
        KeyRules.ofKey(key, usual);
        return new CustomPropertyDefinition(orParameter(usual), CustomDefinition.AttributeInclusion.NO);
    }

    /** Whether a parameter may stand where the record's component is not text. */
    static boolean mayBeParameter(Class<?> record, Class<?> component) {
        return StepSpec.class.isAssignableFrom(record) && Filling.fits(component);
    }

    static ObjectNode orParameter(ObjectNode usual) {
        ObjectNode either = CatalogMapper.NODES.objectNode();
        either.putObject("if").put("type", "string").put("pattern", Filling.WHOLE);
        either.set("else", usual);
        if (usual.has("description")) {
            either.set("description", usual.remove("description"));
        }
        return either;
    }
}
