package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads one file into a {@link Source}. Settings are filled in on the way, so that no later stage meets a raw one. */
final class YamlReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String file;
    private final Settings settings;
    private final Map<JsonPointer, Place> places = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Node> above = new HashSet<>();

    private YamlReader(String file, Settings settings) {
        this.file = file;
        this.settings = settings;
    }

    static Source read(String file, String text, Settings settings) {
        YamlReader reader = new YamlReader(file, settings);
        JsonNode tree = reader.tree(text);
        return new Source(file, tree, reader.places, reader.problems);
    }

    private @Nullable JsonNode tree(String text) {
        try {
            Node root = compose(text);
            if (root == null) {
                report(Place.WHOLE_FILE, JsonPointer.empty(), "the file is empty", null);
                return null;
            }
            return convert(root, JsonPointer.empty());
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
            String context = e.getContext() == null ? "" : e.getContext() + ", ";
            report(place(mark), JsonPointer.empty(), "not valid YAML: " + context + e.getProblem(), null);
        } catch (YAMLException e) {
            report(Place.WHOLE_FILE, JsonPointer.empty(), "not valid YAML: " + firstLine(e), null);
        }
        return null;
    }

    /** Composes and no more: what SnakeYAML would make of the nodes is not wanted, and costs time at the start. */
    private static @Nullable Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        return new Composer(new ParserImpl(new StreamReader(text), options), new PlainScalars(), options)
                .getSingleNode();
    }

    private static String firstLine(YAMLException e) {
        String message = e.getMessage();
        return message == null
                ? "it cannot be read"
                : message.lines().findFirst().orElse("");
    }

    private JsonNode convert(Node node, JsonPointer at) {
        places.putIfAbsent(at, place(node.getStartMark()));
        if (!above.add(node)) {
            report(place(node.getStartMark()), at, "this value contains itself", "Write it out instead of an alias.");
            return NODES.nullNode();
        }
        try {
            return switch (node) {
                case MappingNode map -> map(map, at);
                case SequenceNode list -> list(list, at);
                case ScalarNode scalar -> scalar(scalar, at);
                default -> throw new IllegalStateException("A composed tree has no " + node.getNodeId());
            };
        } finally {
            above.remove(node);
        }
    }

    private ObjectNode map(MappingNode map, JsonPointer at) {
        ObjectNode converted = NODES.objectNode();
        for (NodeTuple entry : map.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
                report(place(entry.getKeyNode().getStartMark()), at, "a key must be plain text", null);
                continue;
            }
            String key = keyNode.getValue();
            JsonPointer below = at.appendProperty(key);
            if (converted.has(key)) {
                report(
                        place(keyNode.getStartMark()),
                        below,
                        "the key \"" + key + "\" is written twice",
                        "It stands in line " + placeOf(below).line() + " already; keep one of them.");
                continue;
            }
            places.put(below, place(keyNode.getStartMark()));
            converted.set(key, convert(entry.getValueNode(), below));
        }
        return converted;
    }

    private ArrayNode list(SequenceNode list, JsonPointer at) {
        ArrayNode converted = NODES.arrayNode();
        for (Node element : list.getValue()) {
            converted.add(convert(element, at.appendIndex(converted.size())));
        }
        return converted;
    }

    private JsonNode scalar(ScalarNode scalar, JsonPointer at) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.NULL)) {
            return NODES.nullNode();
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return NODES.booleanNode(Boolean.parseBoolean(text));
        }
        if (scalar.getTag().equals(Tag.INT)
                && PlainScalars.INTEGER.matcher(text).matches()) {
            return integer(new BigInteger(text));
        }
        if (scalar.getTag().equals(Tag.FLOAT)
                && PlainScalars.DECIMAL.matcher(text).matches()) {
            return NODES.numberNode(new BigDecimal(text));
        }
        Settings.Filled filled = settings.fill(text);
        filled.unset().forEach(unset -> report(place(scalar.getStartMark()), at, unset.message(), unset.suggestion()));
        return NODES.textNode(filled.text());
    }

    private static JsonNode integer(BigInteger number) {
        return number.bitLength() < Integer.SIZE ? NODES.numberNode(number.intValue()) : NODES.numberNode(number);
    }

    private Place placeOf(JsonPointer at) {
        return places.getOrDefault(at, Place.WHOLE_FILE);
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private void report(Place place, JsonPointer at, String message, @Nullable String suggestion) {
        problems.add(new Problem(file, place.line(), place.column(), at.toString(), message, suggestion));
    }
}
