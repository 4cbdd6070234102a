package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that what a value names is declared in the same file. */
final class ReferenceChecks {
    /** A check that every system has. */
    static final String HEALTH = "health";

    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\s*([^}\\s]+)\\s*}}");

    private final JsonNode root;
    private final Findings findings;

    ReferenceChecks(JsonNode root, Findings findings) {
        this.root = root;
        this.findings = findings;
    }

    void check(RecordShape.Key key, JsonNode value, JsonPointer at) {
        RefersTo reference = key.component().getAnnotation(RefersTo.class);
        if (reference != null) {
            ValueChecks.eachText(value, at, (name, place) -> check(reference.value(), name, place));
        }
    }

    private void check(RefersTo.Declared what, String name, JsonPointer at) {
        Matcher parameter = PARAMETER.matcher(name);
        if (parameter.find() && at.matchesProperty("runbooks")) {
            parameter(parameter.group(1), at);
            return;
        }
        Set<String> declared = declared(what);
        boolean isFree = what == RefersTo.Declared.SEVERITY && declared.isEmpty();
        if (!isFree && !declared.contains(name)) {
            String suggestion = declared.isEmpty()
                    ? "Declare it under \"" + section(what) + "\"."
                    : Findings.didYouMean(name, declared);
            findings.add(at, "there is no " + word(what) + " \"" + name + "\"", suggestion);
        }
    }

    private void parameter(String name, JsonPointer at) {
        JsonNode runbook = root.path("runbooks").path(at.tail().getMatchingProperty());
        Set<String> declared = ValueChecks.keysOf(runbook.path("parameters"));
        if (!declared.contains(name)) {
            findings.add(at, "the runbook has no parameter \"" + name + "\"", Findings.didYouMean(name, declared));
        }
    }

    private Set<String> declared(RefersTo.Declared what) {
        Set<String> names = new LinkedHashSet<>(ValueChecks.keysOf(root.at("/" + section(what))));
        if (what == RefersTo.Declared.CHECK) {
            names.addAll(ValueChecks.keysOf(root.path("metrics")));
            names.add(HEALTH);
        }
        if (what == RefersTo.Declared.SERVICES) {
            names.add(NameResolver.ALL);
        }
        if (what == RefersTo.Declared.STORE) {
            names.add(Store.LOCAL);
        }
        if (what == RefersTo.Declared.BACKUP) {
            names.addAll(ValueChecks.keysOf(root.path("databases")));
        }
        return names;
    }

    private static String word(RefersTo.Declared what) {
        return RecordShape.wordOf(what == RefersTo.Declared.SERVICES ? RefersTo.Declared.SERVICE : what);
    }

    private static String section(RefersTo.Declared what) {
        return switch (what) {
            case SERVICE, SERVICES -> "services";
            case SEVERITY -> "severities";
            case RUNBOOK -> "runbooks";
            case CHECK -> "checks";
            case ROLE -> "roles";
            case DATABASE -> "databases";
            case CACHE -> "caches";
            case QUEUE -> "queues";
            case QUERY -> "queries";
            case CHECKLIST -> "checklists";
            case HOST -> "hosts";
            case STORE -> "stores";
            case BACKUP -> "backups";
            case COMMAND -> "upkeep/commands";
            case WEB_SERVER -> "upkeep/web-servers";
            case CERTIFICATE -> "upkeep/certificates";
            case SECRET -> "upkeep/secrets";
            case LOG -> "upkeep/logs";
        };
    }
}
