package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Words for a place in a file. */
final class Location {
    private static final Map<String, String> SECTIONS = Map.ofEntries(
            Map.entry("services", "service"),
            Map.entry("databases", "database"),
            Map.entry("caches", "cache"),
            Map.entry("queues", "queue"),
            Map.entry("hosts", "host"),
            Map.entry("queries", "query"),
            Map.entry("checks", "check"),
            Map.entry("metrics", "metric"),
            Map.entry("playbooks", "playbook"),
            Map.entry("runbooks", "runbook"),
            Map.entry("checklists", "checklist"),
            Map.entry("severities", "severity"),
            Map.entry("people", "person"),
            Map.entry("roles", "role"));

    private Location() {}

    /** {@code  in service "api"}, with a blank in front; empty for the whole file. */
    static String in(JsonPointer at) {
        List<String> steps = new ArrayList<>();
        for (JsonPointer rest = at; !rest.matches(); rest = rest.tail()) {
            steps.add(rest.getMatchingProperty());
        }
        if (steps.isEmpty()) {
            return "";
        }
        String section = SECTIONS.get(steps.getFirst());
        if (section == null || steps.size() == 1) {
            return " in " + dotted(steps);
        }
        List<String> deeper = steps.subList(2, steps.size());
        String owner = section + " \"" + steps.get(1) + "\"";
        return deeper.isEmpty() ? " in " + owner : " in " + dotted(deeper) + " of " + owner;
    }

    private static String dotted(List<String> steps) {
        return String.join(".", steps);
    }
}
