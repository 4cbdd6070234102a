package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What holds for the incidents of a system: what its file says, or else what is usual. */
public final class IncidentRules {
    private static final Map<String, Severity> USUAL = index(List.of(
            usual("P1", "Down, or data is at risk", 15, 30L, 48L),
            usual("P2", "A major part does not work", 30, 120L, 48L),
            usual("P3", "A minor part does not work", 120, null, null),
            usual("P4", "Hardly noticed", 1440, null, null)));

    private static final Map<String, Template> TEMPLATES = Map.of(
            "start",
            new Template("start", "[{{severity}}] {{system}}: {{title}}", """
                            Impact: {{impact}}
                            Started: {{start}}
                            Status: {{status}}
                            {{#next-update}}Next update by {{next-update}}.{{/next-update}}""", List.of()),
            "update",
            new Template("update", "[{{severity}}] {{system}}: {{title}}, update", """
                            Status: {{status}}
                            Actions taken: {{actions}}
                            Next steps: {{next-steps}}
                            Expected end: {{eta}}
                            {{#next-update}}Next update by {{next-update}}.{{/next-update}}""", List.of()),
            "resolved",
            new Template("resolved", "[resolved] {{system}}: {{title}}", """
                            Solution: {{resolution}}
                            Duration: {{duration}}
                            Impact: {{impact}}
                            {{#post-mortem-due}}A post-mortem follows by {{post-mortem-due}}.{{/post-mortem-due}}""", List.of()));

    private IncidentRules() {}

    private static Severity usual(
            String name, String title, long respond, @Nullable Long update, @Nullable Long postMortem) {
        return new Severity(
                name,
                title,
                Duration.ofMinutes(respond),
                update == null ? null : Duration.ofMinutes(update),
                List.of(),
                List.of(),
                Map.of(),
                postMortem == null ? null : Duration.ofHours(postMortem));
    }

    private static Map<String, Severity> index(List<Severity> all) {
        var index = new LinkedHashMap<String, Severity>();
        all.forEach(severity -> index.put(severity.name(), severity));
        return Collections.unmodifiableMap(index);
    }

    /** How bad incidents can be, worst first. */
    public static Map<String, Severity> severities(ManagedSystem system) {
        return system.severities().isEmpty() ? USUAL : system.severities();
    }

    /** The severity of that name, whatever its case. */
    public static Optional<Severity> severity(ManagedSystem system, String name) {
        return severities(system).values().stream()
                .filter(severity -> severity.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Who is paged while nobody answers, in the order of the file. */
    public static List<Escalation> escalation(ManagedSystem system, String severity) {
        return system.escalation().stream()
                .filter(level ->
                        level.severities().isEmpty() || level.severities().contains(severity))
                .toList();
    }

    /** What people are told, by name; {@code start}, {@code update} and {@code resolved} are always there. */
    public static Map<String, Template> templates(ManagedSystem system) {
        var all = new LinkedHashMap<String, Template>();
        List.of("start", "update", "resolved")
                .forEach(name -> all.put(name, Objects.requireNonNull(TEMPLATES.get(name))));
        all.putAll(system.templates());
        return Collections.unmodifiableMap(all);
    }
}
