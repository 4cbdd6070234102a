package dev.opsdeck.catalog;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Binds trees to the records of the catalog; strict, because what is misspelt must not be ignored. */
final class CatalogMapper {
    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CatalogMapper() {}

    static JsonMapper create() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .addModule(module());
        builder.withCoercionConfig(LogicalType.Textual, config -> {
            config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
            config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
            config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        });
        builder.withConfigOverride(List.class, it -> it.setSetterInfo(emptyWhenAbsent()));
        builder.withConfigOverride(Map.class, it -> it.setSetterInfo(emptyWhenAbsent()));
        return builder.build();
    }

    /** A value written in an annotation: a number, a truth value, an empty map or else text. */
    static JsonNode scalarOrMap(String written) {
        return switch (written) {
            case "{}" -> NODES.objectNode();
            case "true", "false" -> NODES.booleanNode(Boolean.parseBoolean(written));
            default ->
                written.chars().allMatch(Character::isDigit)
                        ? NODES.numberNode(Integer.parseInt(written))
                        : NODES.textNode(written);
        };
    }

    /** Whether the type is written as text although it is a record or some other class. */
    static boolean isText(Class<?> type) {
        return type == Duration.class
                || type == Threshold.class
                || type == Secret.class
                || type == Pattern.class
                || type == RunbookStep.Condition.class;
    }

    private static JsonSetter.Value emptyWhenAbsent() {
        return JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.FAIL);
    }

    private static SimpleModule module() {
        SimpleModule module = new SimpleModule("catalog");
        module.setDeserializerModifier(new RecordForms());
        module.addDeserializer(Runtime.class, new OneKeyDeserializer<>(Runtime.class));
        module.addDeserializer(StepSpec.class, new OneKeyDeserializer<>(StepSpec.class));
        module.addDeserializer(Probe.class, new OneKeyDeserializer<>(Probe.class));
        module.addDeserializer(Queue.class, new OneKeyDeserializer<>(Queue.class));
        module.addDeserializer(Store.class, new OneKeyDeserializer<>(Store.class));
        module.addDeserializer(ChecklistItem.class, new OneKeyDeserializer<>(ChecklistItem.class));
        text(module, Duration.class, "a duration such as 30s, 15m, 2h, 30d or 1h30m", Durations::parse);
        text(module, Threshold.class, "a comparison such as \"> 5\"", Threshold::parse);
        text(module, Secret.class, "text", text -> Optional.of(new Secret(text)));
        text(module, Pattern.class, "a regular expression", CatalogMapper::pattern);
        module.addDeserializer(RunbookStep.class, new RunbookStepDeserializer());
        text(
                module,
                RunbookStep.Condition.class,
                "the name of an earlier step and ok, failed or skipped, such as \"disk failed\"",
                RunbookStep.Condition::parse);
        words(module, RunbookStep.OnFailure.class);
        words(module, Schedule.Missed.class);
        words(module, Runbook.Type.class);
        words(module, DatabaseQuestion.class);
        words(module, CacheQuestion.class);
        words(module, QueueQuestion.class);
        words(module, EngineQuestion.class);
        words(module, WebCall.Method.class);
        words(module, WebhookFormat.class);
        words(module, FindingLevel.class);
        words(module, LogLevel.class);
        words(module, BackupRule.Compression.class);
        words(module, BackupRule.Replaced.class);
        words(module, Risk.class);
        words(module, Upkeep.Alphabet.class);
        words(module, Upkeep.Follow.class);
        words(module, StepSpec.Rollback.Part.class);
        return module;
    }

    private static <E extends Enum<E>> void words(SimpleModule module, Class<E> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(RecordShape::wordOf).toList();
        String wanted = String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
        text(module, type, wanted, text -> constant(type, text));
    }

    static Optional<Pattern> pattern(String text) {
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (RecordShape.wordOf(constant).equals(word)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, String wanted, Function<String, Optional<T>> parser) {
        module.addDeserializer(type, new TextDeserializer<>(type, wanted, parser));
    }

    /** Reads a type from text and nothing else. */
    private static final class TextDeserializer<T> extends StdScalarDeserializer<T> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Class<T> type;
        private final String wanted;
        private final transient Function<String, Optional<T>> reader;

        TextDeserializer(Class<T> type, String wanted, Function<String, Optional<T>> reader) {
            super(type);
            this.type = type;
            this.wanted = wanted;
            this.reader = reader;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode written = parser.readValueAsTree();
            if (!written.isTextual()) {
                throw MismatchedInputException.from(parser, type, "must be " + wanted);
            }
            return reader.apply(written.textValue())
                    .orElseThrow(() -> MismatchedInputException.from(parser, type, "must be " + wanted));
        }
    }
}
