package dev.opsdeck.catalog;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the JSON Schema of a record as {@link RecordShape} says that it is written in YAML. */
final class SchemaWriter {
    private SchemaWriter() {}

    static ObjectNode write(Class<?> root) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(
                        Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.DEFINITIONS_FOR_ALL_OBJECTS);
        config.forFields()
                .withIgnoreCheck(field -> key(field).isFromKey())
                .withPropertyNameOverrideResolver(field -> key(field).name())
                .withRequiredCheck(field -> key(field).required())
                .withCustomDefinitionProvider(SchemaWriter::oneOrMany)
                .withCustomDefinitionProvider(RunbookStepSchema::parameterOr)
                .withInstanceAttributeOverride((schema, field, context) -> {
                    if (field.isFakeContainerItemScope()) {
                        KeyRules.ofText(key(field), schema);
                    } else {
                        KeyRules.ofKey(key(field), schema);
                    }
                });
        config.forTypesInGeneral()
                .withDescriptionResolver(scope -> doc(scope.getType().getErasedType()))
                .withCustomDefinitionProvider(SchemaWriter::writtenAsText)
                .withCustomDefinitionProvider(SchemaWriter::oneKey)
                .withCustomDefinitionProvider(RunbookStepSchema::step)
                .withCustomDefinitionProvider(new ShortForms());
        return new SchemaGenerator(config.build()).generateSchema(root);
    }

    static RecordShape.Key key(FieldScope field) {
        Class<?> record = field.getDeclaringType().getErasedType();
        return RecordShape.of(record).keys().stream()
                .filter(key -> key.component().getName().equals(field.getDeclaredName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(record + " is not a record"));
    }

    private static @Nullable String doc(Class<?> type) {
        return Optional.ofNullable(type.getAnnotation(Doc.class))
                .map(Doc::value)
                .orElse(null);
    }

    private static @Nullable CustomDefinition writtenAsText(ResolvedType type, SchemaGenerationContext context) {
        Class<?> erased = type.getErasedType();
        ObjectNode schema = context.getGeneratorConfig().createObjectNode().put("type", "string");
        if (erased == Duration.class) {
            schema.put("pattern", Durations.PATTERN);
        } else if (erased == Threshold.class) {
            schema.put("pattern", Threshold.PATTERN);
        } else if (erased == RunbookStep.Condition.class) {
            schema.put("pattern", RunbookStep.Condition.PATTERN);
        } else if (erased == Pattern.class) {
            schema.put("format", "regex");
        } else if (erased.isEnum()) {
            ArrayNode words = schema.putArray("enum");
            Arrays.stream(erased.getEnumConstants())
                    .forEach(constant -> words.add(RecordShape.wordOf((Enum<?>) constant)));
        } else if (erased != Secret.class) {
            return null;
        }
        return new CustomDefinition(schema, true);
    }

    /** A map with one key that says which record it is, or that key alone where the record needs nothing. */
    private static @Nullable CustomDefinition oneKey(ResolvedType type, SchemaGenerationContext context) {
        Class<?> family = type.getErasedType();
        if (!family.isSealed()) {
            return null;
        }
        ObjectNode map = CatalogMapper.NODES.objectNode();
        ArrayNode alone = kinds(family, map, context);
        map.put("minProperties", 1).put("maxProperties", 1).put("additionalProperties", false);
        return definition(family, orWord(map, alone));
    }

    /** That, or one of the words that need nothing more. */
    static ObjectNode orWord(ObjectNode map, ArrayNode alone) {
        ObjectNode word = CatalogMapper.NODES.objectNode().put("type", "string");
        word.set("enum", alone);
        return alone.isEmpty() ? map : either("object", map, word);
    }

    /** Writes the records of the family as properties; returns the words that need nothing more. */
    static ArrayNode kinds(Class<?> family, ObjectNode map, SchemaGenerationContext context) {
        map.put("type", "object");
        ArrayNode alone = CatalogMapper.NODES.arrayNode();
        ObjectNode kinds = map.putObject("properties");
        for (Map.Entry<String, Class<?>> kind :
                OneKeyDeserializer.kindsOf(family).entrySet()) {
            kinds.set(
                    kind.getKey(),
                    context.createDefinitionReference(context.getTypeContext().resolve(kind.getValue())));
            if (RecordShape.of(kind.getValue()).needsNothing()) {
                alone.add(kind.getKey());
            }
        }
        return alone;
    }

    private static @Nullable CustomPropertyDefinition oneOrMany(FieldScope field, SchemaGenerationContext context) {
        RecordShape.Key key = key(field);
        if (field.isFakeContainerItemScope() || !key.isOneOrMany()) {
            return null;
        }
        ObjectNode one = CatalogMapper.NODES.objectNode().put("type", "string");
        KeyRules.ofText(key, one);
        ObjectNode many = CatalogMapper.NODES.objectNode().put("type", "array");
        many.set("items", one.deepCopy());
        KeyRules.ofKey(key, many);
        ObjectNode either = either("array", many, one);
        either.set("description", many.remove("description"));
        return new CustomPropertyDefinition(either, CustomDefinition.AttributeInclusion.NO);
    }

    /** Without the generator's own attributes: it would forbid every key that the definition only refers to. */
    static CustomDefinition definition(Class<?> type, ObjectNode schema) {
        schema.put("description", doc(type));
        return new CustomDefinition(
                schema, CustomDefinition.DefinitionType.STANDARD, CustomDefinition.AttributeInclusion.NO);
    }

    /** Tells by the type alone which form is meant, so that an error speaks of that form only. */
    static ObjectNode either(String type, JsonNode then, JsonNode otherwise) {
        ObjectNode schema = CatalogMapper.NODES.objectNode();
        schema.putObject("if").put("type", type);
        schema.set("then", then);
        schema.set("else", otherwise);
        return schema;
    }

    /** One schema for an editor that does not know which of the two kinds of files it has before it. */
    static ObjectNode either(ObjectNode access, ObjectNode system) {
        ObjectNode schema = CatalogMapper.NODES.objectNode();
        schema.put("$schema", SchemaVersion.DRAFT_2020_12.getIdentifier());
        schema.put("title", "A file of opsdeck's catalog");
        ArrayNode signs = schema.putObject("if").putArray("anyOf");
        for (String sign : List.of("roles", "rules", "people")) {
            signs.addObject().putArray("required").add(sign);
        }
        schema.set("then", embedded(access, "access"));
        schema.set("else", embedded(system, "system"));
        return schema;
    }

    /** With an id of its own, within which its references to its definitions hold. */
    private static ObjectNode embedded(ObjectNode schema, String id) {
        ObjectNode embedded = CatalogMapper.NODES.objectNode().put("$id", "urn:opsdeck:catalog:" + id);
        embedded.setAll(schema);
        embedded.remove("$schema");
        return embedded;
    }

    /** A plain value in place of the map. */
    private static final class ShortForms implements CustomDefinitionProviderV2 {
        @Override
        public @Nullable CustomDefinition provideCustomSchemaDefinition(
                ResolvedType type, SchemaGenerationContext context) {
            if (!type.getErasedType().isRecord()) {
                return null;
            }
            Optional<RecordShape.Key> key = RecordShape.of(type.getErasedType()).shortForm();
            return key.map(it -> either(it, type, context)).orElse(null);
        }

        private CustomDefinition either(RecordShape.Key key, ResolvedType type, SchemaGenerationContext context) {
            ObjectNode plain = context.createDefinition(
                    context.getTypeContext().resolve(key.component().getGenericType()));
            KeyRules.ofKey(key, plain);
            boolean mayBeParameter = RunbookStepSchema.mayBeParameter(
                    type.getErasedType(), key.component().getType());
            return definition(
                    type.getErasedType(),
                    SchemaWriter.either(
                            "object",
                            context.createStandardDefinitionReference(type, this),
                            mayBeParameter ? RunbookStepSchema.orParameter(plain) : plain));
        }
    }
}
