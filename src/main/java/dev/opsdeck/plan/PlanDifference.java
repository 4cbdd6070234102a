package dev.opsdeck.plan;

import dev.opsdeck.catalog.ServiceRef;
import java.util.ArrayList;
import java.util.List;

/** What differs between two plans for the same command, for people. */
public final class PlanDifference {
    private PlanDifference() {}

    /** A line per difference, {@code -} for what is gone and {@code +} for what is new; empty for equal digests. */
    public static List<String> between(Plan approved, Plan today) {
        if (approved.digest().equals(today.digest())) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        if (!approved.command().equals(today.command())) {
            lines.add("- " + approved.command());
            lines.add("+ " + today.command());
        }
        changes(lines, steps(approved), steps(today));
        changes(lines, affected(approved), affected(today));
        if (lines.isEmpty()) {
            lines.add("The same steps in another order or with other limits.");
        }
        return lines;
    }

    private static void changes(List<String> lines, List<String> before, List<String> after) {
        before.stream().filter(line -> !after.contains(line)).forEach(line -> lines.add("- " + line));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> lines.add("+ " + line));
    }

    private static List<String> steps(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.identity().isEmpty() ? step.title() : step.title() + ", " + step.identity())
                .toList();
    }

    private static List<String> affected(Plan plan) {
        return plan.blastRadius().stream()
                .map(ServiceRef::toString)
                .map(name -> name + " depends on it")
                .toList();
    }
}
