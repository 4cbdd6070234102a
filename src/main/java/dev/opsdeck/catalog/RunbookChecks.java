package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks of runbooks that need more than one of their values. */
final class RunbookChecks {
    private static final JsonPointer RUNBOOKS = JsonPointer.compile("/runbooks");
    private static final Supplier<JsonMapper> MAPPER = Once.of(CatalogMapper::create);

    private final JsonNode runbooks;
    private final JsonNode root;
    private final Findings findings;

    RunbookChecks(JsonNode root, Findings findings) {
        this.root = root;
        this.runbooks = root.path("runbooks");
        this.findings = findings;
    }

    void check() {
        runbooks.properties().forEach(entry -> runbook(entry.getKey(), entry.getValue()));
        cycles();
    }

    private void runbook(String name, JsonNode runbook) {
        JsonPointer at = RUNBOOKS.appendProperty(name);
        Set<String> parameters = ValueChecks.keysOf(runbook.path("parameters"));
        runbook.path("parameters")
                .properties()
                .forEach(entry -> parameter(
                        entry.getKey(),
                        entry.getValue(),
                        at.appendProperty("parameters").appendProperty(entry.getKey())));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < runbook.path("steps").size(); i++) {
            JsonNode step = runbook.path("steps").get(i);
            JsonPointer place = at.appendProperty("steps").appendIndex(i);
            parameters(step, place, parameters);
            condition(step, place, names);
            nested(step, place);
        }
    }

    private void parameters(JsonNode node, JsonPointer at, Set<String> parameters) {
        node.properties().forEach(entry -> parameters(entry.getValue(), at.appendProperty(entry.getKey()), parameters));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            parameters(node.get(i), at.appendIndex(i), parameters);
        }
        if (node.isTextual()) {
            Filling.parametersIn(node).stream()
                    .filter(used -> !parameters.contains(used))
                    .forEach(used -> findings.add(
                            at,
                            "the runbook has no parameter \"" + used + "\"",
                            Findings.didYouMean(used, parameters)));
        }
    }

    private void condition(JsonNode step, JsonPointer at, Set<String> names) {
        RunbookStep.Condition.parse(step.path("when").asText())
                .filter(when -> !names.contains(when.step()))
                .ifPresent(when -> findings.add(
                        at.appendProperty("when"),
                        "no earlier step is called \"" + when.step() + "\"",
                        Findings.didYouMean(when.step(), names)));
        if (step.path("name").isTextual() && !names.add(step.path("name").textValue())) {
            findings.add(at.appendProperty("name"), "another step has this name already", "Give each its own.");
        }
    }

    private void nested(JsonNode step, JsonPointer at) {
        String name = runs(step);
        JsonNode other = name == null ? null : runbooks.get(name);
        if (other == null) {
            return;
        }
        Set<String> given = ValueChecks.keysOf(step.path("run").path("with"));
        JsonPointer with = at.appendProperty("run").appendProperty("with");
        JsonNode parameters = other.path("parameters");
        given.stream()
                .filter(parameter -> !parameters.has(parameter))
                .forEach(parameter -> findings.add(
                        with.appendProperty(parameter),
                        "the runbook \"" + name + "\" has no parameter \"" + parameter + "\"",
                        Findings.didYouMean(parameter, ValueChecks.keysOf(parameters))));
        parameters.properties().stream()
                .filter(entry -> !entry.getValue().has("default") && !given.contains(entry.getKey()))
                .forEach(entry -> findings.add(
                        at.appendProperty("run"),
                        "the runbook \"" + name + "\" needs \"" + entry.getKey() + "\"",
                        "Write run: { runbook: " + name + ", with: { " + entry.getKey() + ": … } }."));
    }

    private void parameter(String name, JsonNode written, JsonPointer at) {
        if (!name.matches(Name.PATTERN)) {
            findings.add(at, "\"" + name + "\" cannot be typed in a command", "Use letters, digits, dashes, dots.");
        }
        if (written.path("type").asText().equals("choice")
                        && written.path("choices").isEmpty()
                || written.asText().equals("choice")) {
            findings.add(at, "a choice needs the values to choose from", "Add choices: [ … ].");
        }
        if (!written.has("default")) {
            return;
        }
        try {
            Runbook.Parameter parameter = MAPPER.get().treeToValue(written, Runbook.Parameter.class);
            String value = written.path("default").asText();
            parameter
                    .mistakeIn(value, type -> ValueChecks.keysOf(root.path(section(type))))
                    .ifPresent(mistake -> findings.add(at.appendProperty("default"), mistake, null));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // What does not bind is reported where the whole file is bound.
            return;
        }
    }

    private static String section(Runbook.Type type) {
        return type.word() + "s";
    }

    private void cycles() {
        Map<String, List<String>> runs = new LinkedHashMap<>();
        runbooks.properties().forEach(entry -> {
            List<String> its = new ArrayList<>();
            entry.getValue().path("steps").forEach(step -> {
                String name = runs(step);
                if (name != null) {
                    its.add(name);
                }
            });
            runs.put(entry.getKey(), its);
        });
        for (List<String> cycle : new DependencyGraph("", runs).cycles()) {
            findings.add(
                    RUNBOOKS.appendProperty(cycle.getFirst()).appendProperty("steps"),
                    "runbooks run each other in a circle: " + String.join(" → ", cycle),
                    "Remove one of these steps.");
        }
    }

    private static @Nullable String runs(JsonNode step) {
        JsonNode run = step.path("run");
        String name = run.isTextual() ? run.textValue() : run.path("runbook").asText(null);
        return Objects.requireNonNullElse(name, "").isEmpty() ? null : name;
    }
}
