package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serial;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes a step's options from beside its one key, and makes sure that the rest is a step whatever is filled in. */
final class RunbookStepDeserializer extends StdDeserializer<RunbookStep> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Set<String> OPTIONS = RecordShape.of(RunbookStep.Options.class).written().stream()
            .map(RecordShape.Key::name)
            .collect(Collectors.toUnmodifiableSet());

    RunbookStepDeserializer() {
        super(RunbookStep.class);
    }

    @Override
    public RunbookStep deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode tree = parser.readValueAsTree();
        ObjectNode step = CatalogMapper.NODES.objectNode();
        ObjectNode options = CatalogMapper.NODES.objectNode();
        if (tree instanceof ObjectNode map) {
            map.properties().forEach(entry -> (OPTIONS.contains(entry.getKey()) ? options : step)
                    .set(entry.getKey(), entry.getValue()));
        }
        JsonNode what = tree.isObject() ? step : tree;
        Objects.requireNonNull(context.readTreeAsValue(Filling.specimen(what), StepSpec.class));
        if (what.isTextual()) {
            step.putObject(what.textValue());
        }
        return new RunbookStep(
                step, Objects.requireNonNull(context.readTreeAsValue(options, RunbookStep.Options.class)));
    }
}
