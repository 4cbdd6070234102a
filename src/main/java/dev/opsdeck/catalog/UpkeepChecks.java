package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Checks of what is looked after on hosts that need more than one value. */
record UpkeepChecks(JsonNode root, Findings findings) {
    private static final List<String> PATHS = List.of("deny", "file", "logrotate", "flag", "include");

    void check() {
        root.path("upkeep")
                .properties()
                .forEach(section -> section.getValue().properties().forEach(entry -> {
                    JsonPointer at = JsonPointer.compile("/upkeep")
                            .appendProperty(section.getKey())
                            .appendProperty(entry.getKey());
                    place(entry.getKey(), entry.getValue(), at);
                    paths(entry.getValue(), at);
                    paths(entry.getValue().path("maintenance"), at.appendProperty("maintenance"));
                }));
        each("web-servers", (server, at) -> oneOf(server.path("maintenance"), at, "maintenance", "flag", "include"));
        each("commands", (program, at) -> {
            if (program.path("apart").asBoolean() && !program.has("service")) {
                findings.add(
                        at.appendProperty("apart"),
                        "a container of its own is made like those of a service, and none is named",
                        "Write service: beside it.");
            }
        });
        each("logs", (logs, at) -> oneOf(logs, at, "", "logrotate", "files"));
        root.path("checks")
                .properties()
                .forEach(check -> onlyLooks(check.getValue().path("probe"), at("checks", check.getKey(), "probe")));
        root.path("playbooks").properties().forEach(playbook -> {
            JsonNode questions = playbook.getValue().path("diagnose");
            for (int i = 0; i < questions.size(); i++) {
                onlyLooks(
                        questions.get(i),
                        at("playbooks", playbook.getKey(), "diagnose").appendIndex(i));
            }
        });
    }

    /** Whoever may look may have it run, so it must not be more than a look. */
    private void onlyLooks(JsonNode probe, JsonPointer at) {
        JsonNode asked = probe.path("program");
        String name = asked.isTextual() ? asked.asText() : asked.path("command").asText();
        JsonNode command = root.path("upkeep").path("commands").path(name);
        if (command.isObject() && !command.path("risk").asText("change").equals("read")) {
            findings.add(
                    at.appendProperty("program"),
                    "\"" + name + "\" may change something, and a question must not",
                    "Write risk: read where it is declared, if it only looks.");
        }
    }

    private static JsonPointer at(String section, String name, String key) {
        return JsonPointer.empty().appendProperty(section).appendProperty(name).appendProperty(key);
    }

    private interface Rule {
        void check(JsonNode thing, JsonPointer at);
    }

    private void each(String section, Rule rule) {
        root.path("upkeep")
                .path(section)
                .properties()
                .forEach(entry -> rule.check(
                        entry.getValue(),
                        JsonPointer.compile("/upkeep").appendProperty(section).appendProperty(entry.getKey())));
    }

    private void place(String name, JsonNode thing, JsonPointer at) {
        if (thing.has("host") && thing.has("service")) {
            findings.add(
                    at,
                    "\"" + name + "\" cannot be both on a host and in a container",
                    "Write either host or service.");
        }
    }

    private void oneOf(JsonNode thing, JsonPointer at, String under, String one, String other) {
        if (thing.isObject() && thing.has(one) == thing.has(other)) {
            findings.add(
                    under.isEmpty() ? at : at.appendProperty(under),
                    "exactly one of " + one + " and " + other + " is needed",
                    "Write either " + one + " or " + other + ".");
        }
    }

    private void paths(JsonNode thing, JsonPointer at) {
        for (String key : PATHS) {
            absolute(thing.path(key), at.appendProperty(key));
        }
        thing.path("files").forEach(file -> absolute(file, at.appendProperty("files")));
    }

    private void absolute(JsonNode path, JsonPointer at) {
        if (path.isTextual() && !path.asText().startsWith("/")) {
            findings.add(at, "\"" + path.asText() + "\" is not an absolute path", "Write it from / on.");
        }
    }
}
