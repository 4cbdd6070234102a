package dev.opsdeck.systems;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How opsdeck does a procedure. */
sealed interface Way {
    /**
     * What people type after {@code /ops}; {@code {name}} stands for what only a run knows, such as a number, and
     * {@code {name:value}} for what is usually that value.
     */
    record Typed(String command) implements Way {
        private static final Pattern OPEN = Pattern.compile("\\{([a-z-]+)(?::([^}]*))?}");

        /** The command with these values, else the usual ones, else {@code otherwise}. */
        String with(Map<String, String> values, UnaryOperator<String> otherwise) {
            return OPEN.matcher(command).replaceAll(open -> {
                String given = values.get(open.group(1));
                String usual = given == null ? open.group(2) : given;
                return Matcher.quoteReplacement(usual == null ? otherwise.apply(open.group(1)) : usual);
            });
        }
    }

    /** A question or a remedy of a playbook. */
    record OfPlaybook(String playbook, String step) implements Way {}

    record OfRunbook(String runbook, String step) implements Way {}

    record Scheduled(String schedule) implements Way {}

    record OfChecklist(String checklist, String item) implements Way {}

    /** Only a person can do it, for that reason. */
    record ByPerson(String why) implements Way {}

    /** As it is written in an inventory. */
    static Way of(Map<String, String> written) {
        return switch (String.join(" ", written.keySet())) {
            case "command" -> new Typed(at(written, "command"));
            case "playbook step" -> new OfPlaybook(at(written, "playbook"), at(written, "step"));
            case "runbook step" -> new OfRunbook(at(written, "runbook"), at(written, "step"));
            case "schedule" -> new Scheduled(at(written, "schedule"));
            case "checklist item" -> new OfChecklist(at(written, "checklist"), at(written, "item"));
            case "person" -> new ByPerson(at(written, "person"));
            default -> throw new IllegalArgumentException("no way to do anything: " + written);
        };
    }

    private static String at(Map<String, String> written, String key) {
        return String.valueOf(written.get(key));
    }

    /** For the table; code in backticks. */
    default String words() {
        return switch (this) {
            case Typed typed -> "`/ops " + typed.with(Map.of(), name -> "<" + name + ">") + "`";
            case OfPlaybook(String playbook, String step) -> "playbook " + playbook + ": `" + step + "`";
            case OfRunbook(String runbook, String step) -> "runbook " + runbook + ": `" + step + "`";
            case Scheduled(String schedule) -> "schedule " + schedule;
            case OfChecklist(String checklist, String item) -> "checklist " + checklist + ": " + item;
            case ByPerson(String why) -> "a person: " + why;
        };
    }
}
