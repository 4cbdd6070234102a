package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of {@code {{name}}}. Only texts are looked at, each once, so a value is never more than the
 * text, or the number, at its place: it cannot add keys or steps, nor be filled in itself.
 */
final class Filling {
    /** A text that is one parameter and nothing else; only such may stand where something else than text belongs. */
    static final String WHOLE = "^\\{\\{\\s*[\\p{L}\\p{Nd}_.-]+\\s*\\}\\}$";

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([\\p{L}\\p{Nd}_.-]+)\\s*}}");
    private static final Supplier<JsonMapper> MAPPER = Once.of(CatalogMapper::create);

    private Filling() {}

    /** Whether a parameter may stand in the place of a value of that type. */
    static boolean fits(Class<?> type) {
        return isNumber(type) || type == boolean.class || CatalogMapper.isText(type) || type.isEnum();
    }

    /** Names of the parameters in any text of the tree. */
    static Set<String> parametersIn(JsonNode tree) {
        var names = new LinkedHashSet<String>();
        texts(tree, text -> {
            PLACE.matcher(text).results().forEach(match -> names.add(match.group(1)));
            return text;
        });
        return names;
    }

    /** The step with something of the right kind in each place where a parameter stands for more than text. */
    static JsonNode specimen(JsonNode step) {
        return exchanged(step, (key, text) -> text.matches(WHOLE) ? specimen(key) : null);
    }

    /**
     * The step that comes of the values.
     *
     * @throws FillingException when no step comes of them
     */
    static RunbookStep.Filled filled(RunbookStep step, Map<String, String> values) {
        JsonNode texts = texts(step.written(), text -> PLACE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group()))));
        JsonNode whole = exchanged(texts, Filling::converted);
        Findings findings = new Findings(new Source("runbook", whole, Map.of(), List.of()));
        new TreeWalk(new ValueChecks(findings)::check).along(StepSpec.class, whole, JsonPointer.empty());
        findings.problems().stream().findFirst().ifPresent(problem -> {
            throw new FillingException(problem.message());
        });
        return new RunbookStep.Filled(step(whole), whole.toString(), step.options());
    }

    /** The step that the text says. */
    static StepSpec read(String json) {
        try {
            return step(MAPPER.get().readTree(json));
        } catch (JsonProcessingException e) {
            throw new FillingException(e.getOriginalMessage());
        }
    }

    private static StepSpec step(JsonNode whole) {
        try {
            return Objects.requireNonNull(MAPPER.get().treeToValue(whole, StepSpec.class));
        } catch (JsonProcessingException e) {
            throw new FillingException(e.getOriginalMessage());
        }
    }

    private static @Nullable JsonNode specimen(RecordShape.Key key) {
        Class<?> type = key.component().getType();
        Range range = key.component().getAnnotation(Range.class);
        if (isNumber(type)) {
            return CatalogMapper.NODES.numberNode(range == null ? 1 : Math.max(1, range.min()));
        }
        if (type == boolean.class) {
            return CatalogMapper.NODES.booleanNode(true);
        }
        if (type == Duration.class) {
            return CatalogMapper.NODES.textNode("1s");
        }
        if (type == Pattern.class) {
            return CatalogMapper.NODES.textNode(".");
        }
        if (type == Threshold.class) {
            return CatalogMapper.NODES.textNode("> 0");
        }
        return type.isEnum()
                ? CatalogMapper.NODES.textNode(RecordShape.wordOf((Enum<?>) type.getEnumConstants()[0]))
                : null;
    }

    private static @Nullable JsonNode converted(RecordShape.Key key, String text) {
        Class<?> type = key.component().getType();
        if (isNumber(type) && PlainScalars.INTEGER.matcher(text).matches() && text.length() < 10) {
            return CatalogMapper.NODES.numberNode(Integer.parseInt(text));
        }
        return type == boolean.class && (text.equals("true") || text.equals("false"))
                ? CatalogMapper.NODES.booleanNode(Boolean.parseBoolean(text))
                : null;
    }

    private static boolean isNumber(Class<?> type) {
        return type == int.class || type == Integer.class;
    }

    private interface Exchange {
        /** What comes in the place of the text; null for leaving it. */
        @Nullable
        JsonNode of(RecordShape.Key key, String text);
    }

    private static JsonNode exchanged(JsonNode step, Exchange exchange) {
        var exchanges = new LinkedHashMap<JsonPointer, JsonNode>();
        new TreeWalk((key, value, at) -> {
                    JsonNode other = value.isTextual() ? exchange.of(key, value.textValue()) : null;
                    if (other != null) {
                        exchanges.put(at, other);
                    }
                })
                .along(StepSpec.class, step, JsonPointer.empty());
        JsonNode copy = step.deepCopy();
        exchanges.forEach((at, other) -> {
            if (copy.at(at.head()) instanceof ObjectNode map) {
                map.set(at.last().getMatchingProperty(), other);
            }
        });
        return copy;
    }

    private static JsonNode texts(JsonNode node, UnaryOperator<String> change) {
        return switch (node) {
            case ObjectNode map -> {
                ObjectNode copy = CatalogMapper.NODES.objectNode();
                map.properties().forEach(entry -> copy.set(entry.getKey(), texts(entry.getValue(), change)));
                yield copy;
            }
            case ArrayNode list -> {
                ArrayNode copy = CatalogMapper.NODES.arrayNode();
                list.forEach(element -> copy.add(texts(element, change)));
                yield copy;
            }
            case JsonNode text when text.isTextual() -> CatalogMapper.NODES.textNode(change.apply(text.textValue()));
            case JsonNode other -> other;
        };
    }
}
