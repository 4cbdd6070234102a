package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks of {@code access.yml} that need more than one of its values, or the systems. */
final class AccessChecks {
    /** What rules may name: services, and what is in none. */
    private static final List<String> RULED = List.of("services", "runbooks", "queues", "hosts", "backups");

    /** A system's name alone, or with a service's. */
    private static final Pattern TARGET = Pattern.compile("[^/]*[^/\\s][^/]*(/[^/]*[^/\\s][^/]*)?");

    private static final String ANY_SYSTEM = "*/";

    private final JsonNode root;
    private final Findings findings;
    private final Landscape landscape;
    private final RoleMembers members;

    AccessChecks(JsonNode root, Findings findings, Landscape landscape) {
        this.root = root;
        this.findings = findings;
        this.landscape = landscape;
        this.members = new RoleMembers(root);
    }

    /**
     * What the systems' files declare.
     *
     * @param services full names of these, and of runbooks and whatever else rules may name
     * @param isWhole false when a file could not be read, so that what is missing may be in there
     */
    record Landscape(Set<String> services, Set<String> channels, boolean isWhole) {
        /** What is behind the systems' names. */
        Set<String> names() {
            return services.stream()
                    .map(service -> service.substring(service.indexOf('/') + 1))
                    .collect(Collectors.toSet());
        }
    }

    void check() {
        TreeWalk.Visitor values = new ValueChecks(findings)::check;
        TreeWalk.Visitor references = new ReferenceChecks(root, findings)::check;
        new TreeWalk(values).along(AccessFile.class, root, JsonPointer.empty());
        new TreeWalk(references).along(AccessFile.class, root, JsonPointer.empty());
        ValueChecks.keysOf(root.path("roles")).forEach(this::role);
        for (int i = 0; i < root.path("rules").size(); i++) {
            rule(root.path("rules").get(i), JsonPointer.compile("/rules/" + i));
        }
    }

    private void role(String name) {
        JsonNode role = root.path("roles").path(name);
        JsonPointer at = JsonPointer.empty().appendProperty("roles").appendProperty(name);
        if (role.isObject() && !members.couldExist(role)) {
            findings.add(at, "nobody can have the role \"" + name + "\"", "Give it everyone, users, emails or groups.");
        }
        if (members.peopleAreKnown()) {
            ValueChecks.eachText(role.path("groups"), at.appendProperty("groups"), (group, place) -> {
                if (!members.groups().contains(group)) {
                    findings.add(
                            place,
                            "nobody is in the group \"" + group + "\"",
                            Findings.didYouMean(group, members.groups()));
                }
            });
        }
    }

    private void rule(JsonNode rule, JsonPointer at) {
        if (!rule.isObject()) {
            return;
        }
        if (rule.has("allow") == rule.has("deny")) {
            findings.add(at, "a rule needs either \"allow\" or \"deny\"", "Write one of them, and not both.");
        }
        if (rule.has("deny") && rule.has("approval")) {
            findings.add(
                    at.appendProperty("approval"),
                    "a rule that denies cannot ask for approval",
                    "Remove the approval, or allow instead.");
        }
        ValueChecks.eachText(rule.path("in"), at.appendProperty("in"), this::channel);
        targets(rule.path("on"), at.appendProperty("on"));
        approval(rule.path("approval"), at.appendProperty("approval"));
    }

    private void channel(String name, JsonPointer at) {
        if (name.startsWith("#")) {
            findings.add(at, "a channel is named without the #", "Write \"" + name.substring(1) + "\".");
        } else if (!landscape.channels().contains(name)) {
            // A channel need not be a system's; only one that looks misspelt is worth a word.
            Nearest.one(name, landscape.channels())
                    .ifPresent(nearest -> findings.warn(
                            at, "no system has the channel \"" + name + "\"", "Did you mean \"" + nearest + "\"?"));
        }
    }

    private void targets(JsonNode on, JsonPointer at) {
        List<String> patterns = new ArrayList<>();
        ValueChecks.eachText(on, at, (pattern, _) -> patterns.add(pattern));
        boolean someMatch = patterns.stream().anyMatch(this::matches);
        ValueChecks.eachText(on, at, (pattern, place) -> target(pattern, place, someMatch));
    }

    /** @param amongOthers whether the rule holds for something anyway */
    private void target(String pattern, JsonPointer at, boolean amongOthers) {
        if (!TARGET.matcher(pattern).matches()) {
            findings.add(
                    at, "\"" + pattern + "\" is not a target", "Write system/service, with * for any part of a name.");
            return;
        }
        if (!landscape.isWhole() || matches(pattern)) {
            return;
        }
        String message = "the rule can never match: nothing is called \"" + pattern + "\"";
        if (amongOthers && pattern.startsWith(ANY_SYSTEM)) {
            // Rules that several catalogs share name what databases are called in any of them; only one that looks
            // misspelt is worth a word.
            Nearest.one(pattern.substring(ANY_SYSTEM.length()), landscape.names())
                    .ifPresent(nearest -> findings.warn(at, message, "Did you mean \"" + ANY_SYSTEM + nearest + "\"?"));
        } else {
            findings.add(at, message, Findings.didYouMean(pattern, landscape.services()));
        }
    }

    private boolean matches(String pattern) {
        String[] parts = (pattern.contains("/") ? pattern : pattern + "/*").split("/", 2);
        Pattern matching = Pattern.compile(glob(parts[0]) + "/" + glob(parts[1]));
        return landscape.services().stream()
                .anyMatch(name -> matching.matcher(name).matches());
    }

    private static String glob(String part) {
        return Pattern.quote(part).replace("*", "\\E[^/]*\\Q");
    }

    private void approval(JsonNode approval, JsonPointer at) {
        String role =
                approval.isTextual() ? approval.asText() : approval.path("by").asText();
        int wanted = approval.path("count").asInt(1);
        JsonNode declared = root.path("roles").path(role);
        if (!declared.isObject() || !members.peopleAreKnown() || wanted < 1) {
            return;
        }
        int available = members.of(declared).size();
        if (available < wanted) {
            findings.add(
                    approval.isObject() ? at.appendProperty(approval.has("count") ? "count" : "by") : at,
                    "nobody could ever approve this: it needs " + wanted + " of \"" + role + "\", and "
                            + (available == 1 ? "1 person has" : available + " people have") + " that role",
                    "Lower the count or give the role to more people.");
        }
    }

    /** What the systems' trees declare, as far as they can be read. */
    static Landscape landscape(List<JsonNode> systems, boolean isWhole) {
        Set<String> services = new LinkedHashSet<>();
        Set<String> channels = new LinkedHashSet<>();
        for (JsonNode system : systems) {
            for (String section : RULED) {
                ValueChecks.keysOf(system.path(section))
                        .forEach(name -> services.add(system.path("system").asText() + "/" + name));
            }
            system.path("channels").forEach(channel -> channels.add(channel.asText()));
        }
        return new Landscape(services, channels, isWhole);
    }
}
