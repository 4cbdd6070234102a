package dev.opsdeck.importing;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Represent;
import org.yaml.snakeyaml.representer.Representer;

/** Writes maps, lists and plain values as YAML, with comments. */
final class YamlText {
    private static final int WIDTH = 160;

    private YamlText() {}

    static String of(Map<String, ?> tree) {
        var options = new DumperOptions();
        options.setProcessComments(true);
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(WIDTH);
        options.setIndent(2);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setSplitLines(false);
        options.setDereferenceAliases(true);
        var text = new StringWriter();
        new Yaml(options).serialize(new Representing(options).represent(tree), text);
        return text.toString();
    }

    private static final class Representing extends Representer {
        Representing(DumperOptions options) {
            super(options);
            representers.put(Noted.class, new RepresentNoted());
        }

        private final class RepresentNoted implements Represent {
            @Override
            public Node representData(Object data) {
                var noted = (Noted) data;
                Node node = Representing.this.representData(noted.value());
                noted(node, noted.comments().stream().map(Representing::comment).toList());
                return node;
            }
        }

        /** A comment cannot stand before a brace, so that what has one is written in lines of its own. */
        private static void noted(Node node, List<CommentLine> comments) {
            if (comments.isEmpty()) {
                return;
            }
            node.setBlockComments(comments);
            if (node instanceof MappingNode map && !map.getValue().isEmpty()) {
                map.setFlowStyle(DumperOptions.FlowStyle.BLOCK);
            }
        }

        private static CommentLine comment(String line) {
            return new CommentLine(null, null, " " + line, CommentType.BLOCK);
        }

        @Override
        protected Node representMapping(
                org.yaml.snakeyaml.nodes.Tag tag, Map<?, ?> mapping, DumperOptions.FlowStyle style) {
            Node node = super.representMapping(tag, mapping, style);
            ((MappingNode) node).getValue().forEach(Representing::lift);
            if (isSmall(node)) {
                ((MappingNode) node).setFlowStyle(DumperOptions.FlowStyle.FLOW);
            }
            return node;
        }

        /** What is noted on a value stands above its key. */
        private static void lift(NodeTuple entry) {
            List<CommentLine> comments = entry.getValueNode().getBlockComments();
            if (comments != null && !comments.isEmpty()) {
                entry.getKeyNode().setBlockComments(comments);
                entry.getValueNode().setBlockComments(List.of());
            }
        }

        @Override
        protected Node representSequence(
                org.yaml.snakeyaml.nodes.Tag tag, Iterable<?> sequence, DumperOptions.FlowStyle style) {
            Node node = super.representSequence(tag, sequence, style);
            if (((SequenceNode) node).getValue().stream().allMatch(ScalarNode.class::isInstance)) {
                ((SequenceNode) node).setFlowStyle(DumperOptions.FlowStyle.FLOW);
            }
            return node;
        }

        /** Maps of plain values, and of such maps, stand in one line where they are no longer than one. */
        private static boolean isSmall(Node node) {
            return !hasComments(node) && length(node) < WIDTH / 2 && depth(node) <= 3;
        }

        private static boolean hasComments(Node node) {
            boolean own =
                    node.getBlockComments() != null && !node.getBlockComments().isEmpty();
            return own
                    || switch (node) {
                        case MappingNode map ->
                            map.getValue().stream()
                                    .anyMatch(entry ->
                                            hasComments(entry.getKeyNode()) || hasComments(entry.getValueNode()));
                        case SequenceNode list -> list.getValue().stream().anyMatch(Representing::hasComments);
                        default -> false;
                    };
        }

        private static int length(Node node) {
            return switch (node) {
                case ScalarNode scalar ->
                    scalar.getValue().contains("\n") ? WIDTH : scalar.getValue().length() + 2;
                case MappingNode map ->
                    map.getValue().stream()
                            .mapToInt(entry -> length(entry.getKeyNode()) + length(entry.getValueNode()) + 2)
                            .sum();
                case SequenceNode list ->
                    list.getValue().stream().mapToInt(Representing::length).sum();
                default -> WIDTH;
            };
        }

        private static int depth(Node node) {
            return switch (node) {
                case MappingNode map ->
                    1
                            + map.getValue().stream()
                                    .mapToInt(entry -> depth(entry.getValueNode()))
                                    .max()
                                    .orElse(0);
                case SequenceNode list ->
                    1
                            + list.getValue().stream()
                                    .mapToInt(Representing::depth)
                                    .max()
                                    .orElse(0);
                default -> 0;
            };
        }
    }
}
