package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** Checks of schedules that need more than one of their values. */
record ScheduleChecks(JsonNode root, Findings findings) {
    private static final List<String> KINDS = List.of("run", "command", "check");

    void check() {
        root.path("schedules")
                .properties()
                .forEach(entry -> schedule(
                        entry.getKey(),
                        entry.getValue(),
                        JsonPointer.compile("/schedules").appendProperty(entry.getKey())));
    }

    private void schedule(String name, JsonNode schedule, JsonPointer at) {
        if (!schedule.isObject()) {
            return;
        }
        Stream<String> kinds = KINDS.stream().filter(schedule::has);
        if (kinds.count() != 1) {
            findings.add(
                    at,
                    "the schedule \"" + name + "\" must say what it does, once",
                    "Write one of " + String.join(", ", KINDS) + ".");
        } else if (!schedule.has("check") && !schedule.has("as")) {
            findings.add(at, "the schedule \"" + name + "\" acts for nobody", "Add as: and a role of access.yml.");
        }
        JsonNode run = schedule.path("run");
        JsonNode runbook = root.path("runbooks").path(run.isTextual() ? run.textValue() : run.path("runbook").asText());
        runbook.path("parameters").properties().stream()
                .filter(parameter -> !parameter.getValue().has("default")
                        && !run.path("with").has(parameter.getKey()))
                .forEach(parameter -> findings.add(
                        at.appendProperty("run"),
                        "the runbook needs \"" + parameter.getKey() + "\"",
                        "Add it under with:."));
    }
}
