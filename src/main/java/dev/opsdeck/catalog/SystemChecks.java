package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks of a system's file that need more than one of its values. */
final class SystemChecks {
    private static final Pattern TYPEABLE = Pattern.compile(Name.PATTERN);

    private static final Set<String> CONTAINERS = Set.of("docker", "compose");

    private static final Duration SHORTEST_TURN = Duration.ofHours(1);

    private final JsonNode root;
    private final Findings findings;

    SystemChecks(JsonNode root, Findings findings) {
        this.root = root;
        this.findings = findings;
    }

    void check() {
        TreeWalk.Visitor values = new ValueChecks(findings)::check;
        TreeWalk.Visitor references = new ReferenceChecks(root, findings)::check;
        new TreeWalk(values).along(ManagedSystem.class, root, JsonPointer.empty());
        new TreeWalk(references).along(ManagedSystem.class, root, JsonPointer.empty());
        serviceNames();
        cycles();
        processes();
        databases();
        new UpkeepChecks(root, findings).check();
        new RunbookChecks(root, findings).check();
        new ScheduleChecks(root, findings).check();
        new TemplateChecks(root, findings).check();
        new MaintenanceChecks(root, findings).check();
        rotations();
        backups();
    }

    private void rotations() {
        root.path("on-call").properties().forEach(entry -> {
            JsonPointer at = JsonPointer.empty().appendProperty("on-call").appendProperty(entry.getKey());
            JsonNode rotation = entry.getValue();
            boolean hasPeople = rotation.path("people").isTextual()
                    || !rotation.path("people").isEmpty();
            if (rotation.isObject() && hasPeople == rotation.has("group")) {
                findings.add(
                        at,
                        "rotation \"" + entry.getKey() + "\" needs either people or group",
                        "Write people: [U…, U…] in the order of their turns, or group: the handle of a user group.");
            }
            Durations.parse(rotation.path("every").asText("7d"))
                    .filter(every -> every.compareTo(SHORTEST_TURN) < 0)
                    .ifPresent(_ -> findings.add(
                            at.appendProperty("every"), "a turn is at least an hour", "Write every: 7d, or 1d."));
        });
    }

    private void serviceNames() {
        for (String name : ValueChecks.keysOf(root.path("services"))) {
            if (!TYPEABLE.matcher(name).matches()) {
                findings.add(
                        service(name),
                        "the service's name \"" + name + "\" cannot be typed in a command",
                        "Use letters, digits, dashes, dots and underscores.");
            } else if (name.equalsIgnoreCase(NameResolver.ALL)) {
                findings.add(service(name), "a service cannot be called \"" + name + "\"", "It means every service.");
            }
        }
    }

    private void cycles() {
        Map<String, List<String>> needs = new LinkedHashMap<>();
        root.path("services").properties().forEach(entry -> {
            List<String> its = new ArrayList<>();
            ValueChecks.eachText(entry.getValue().path("depends-on"), JsonPointer.empty(), (name, at) -> its.add(name));
            needs.put(entry.getKey(), its);
        });
        for (List<String> cycle : new DependencyGraph("", needs).cycles()) {
            findings.add(
                    service(cycle.getFirst()).appendProperty("depends-on"),
                    "services depend on each other in a circle: " + String.join(" → ", cycle),
                    "Remove one of these dependencies.");
        }
    }

    private void processes() {
        JsonNode runtime = root.path("runtime");
        boolean isLocal = runtime.asText().equals("process") || runtime.has("process");
        root.path("services").properties().forEach(entry -> {
            if (isLocal && entry.getValue().isObject() && !entry.getValue().has("process")) {
                findings.add(
                        service(entry.getKey()),
                        "service \"" + entry.getKey() + "\" does not say how to start its process",
                        "Add process: { command: [program, argument] }.");
            }
        });
    }

    private void databases() {
        JsonNode runtime = root.path("runtime");
        String kind = runtime.isTextual() ? runtime.asText() : String.join("", ValueChecks.keysOf(runtime));
        root.path("databases").properties().forEach(entry -> {
            JsonPointer at = JsonPointer.empty().appendProperty("databases").appendProperty(entry.getKey());
            JsonNode database = entry.getValue();
            if (database.isObject() && database.has("url") == database.has("exec")) {
                findings.add(
                        at,
                        "database \"" + entry.getKey() + "\" needs either url or exec",
                        "Write url: where it listens, or exec: USER to ask it with psql in its container.");
            } else if (database.has("exec") && !CONTAINERS.contains(kind)) {
                findings.add(
                        at.appendProperty("exec"),
                        "exec needs a container, and this system runs on " + kind,
                        "Write url: jdbc:postgresql://… instead.");
            }
        });
    }

    private void backups() {
        Set<String> databases = new LinkedHashSet<>(ValueChecks.keysOf(root.path("databases")));
        root.path("backups").properties().forEach(entry -> {
            JsonPointer at = JsonPointer.empty().appendProperty("backups").appendProperty(entry.getKey());
            long kinds = Stream.of("redis", "directory", "files")
                    .filter(entry.getValue()::has)
                    .count();
            if (entry.getValue().isObject() && kinds != 1) {
                findings.add(
                        at,
                        "backup \"" + entry.getKey() + "\" needs one of redis, directory and files",
                        "Write one of them; several things are several backups.");
            }
            if (databases.contains(entry.getKey())) {
                findings.add(
                        at,
                        "a database is called \"" + entry.getKey() + "\", too",
                        "Give one of them another name: a backup is asked for by it.");
            }
        });
    }

    private static JsonPointer service(String name) {
        return JsonPointer.empty().appendProperty("services").appendProperty(name);
    }
}
