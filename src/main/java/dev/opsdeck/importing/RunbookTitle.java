package dev.opsdeck.importing;

import dev.opsdeck.importing.known.Slug;
import dev.opsdeck.importing.markdown.Outline;
import dev.opsdeck.importing.markdown.Section;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the system of a runbook is called.
 *
 * @param name as people type it
 */
record RunbookTitle(String name, String title) {
    private static final int HEADINGS = 2;

    /** Words that say that it is a runbook, and not of what. */
    private static final Set<String> ABOUT_RUNBOOKS = Set.of(
            "operational",
            "operations",
            "operation",
            "ops",
            "runbook",
            "runbooks",
            "guide",
            "manual",
            "procedures",
            "procedure",
            "production",
            "handbook",
            "playbook",
            "playbooks",
            "maintenance",
            "documentation",
            "and",
            "&",
            "the",
            "for",
            "of",
            "-",
            "–",
            "—",
            ":",
            "sre",
            "on-call",
            "oncall",
            "service",
            "our");

    /** By the first headings, else by the name of the file. */
    static RunbookTitle of(Outline outline, String file) {
        String title = outline.sections().stream()
                .filter(section -> section.level() > 0)
                .limit(HEADINGS)
                .map(RunbookTitle::ofHeading)
                .filter(it -> !it.isBlank())
                .findFirst()
                .orElse("");
        String base = file.substring(file.lastIndexOf('/') + 1).replaceFirst("(?i)\\.(?:md|markdown|txt)$", "");
        String shown = title.isBlank() ? spaced(base) : title;
        return new RunbookTitle(Slug.of(shown, Slug.of(base, "system")), shown);
    }

    private static String ofHeading(Section section) {
        if (section.name()
                .toLowerCase(Locale.ROOT)
                .matches("overview|introduction|.*contents.*|.*contacts?.*|purpose|.*health.*|.*deploy.*|.*common.*")) {
            return "";
        }
        return Arrays.stream(section.name().split("\\s+"))
                .filter(word ->
                        !ABOUT_RUNBOOKS.contains(word.toLowerCase(Locale.ROOT).replaceAll("[:,]$", "")))
                .map(word -> word.replaceAll("[:,]$", ""))
                .collect(Collectors.joining(" "));
    }

    private static String spaced(String base) {
        String words = base.replaceAll("[-_]+", " ").strip();
        return words.isEmpty() ? "System" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
