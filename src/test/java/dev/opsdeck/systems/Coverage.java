package dev.opsdeck.systems;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the page that says how each procedure of the runbooks is done and what proved it. */
final class Coverage {
    static final Path PAGE = Path.of("src", "docs", "coverage.md");

    private static final String HEAD = """
            # What opsdeck does of five runbooks

            Every procedure of the runbooks of five systems, how opsdeck does it, and what proved that it can. This page is \
            generated from `src/test/resources/inventory`; `CoverageTest` compares it with the catalogs, and the journey \
            of each system (`dev.opsdeck.systems`) carries the procedures out. To write it anew:

            ```sh
            mvn -q test -Dtest=CoverageTest -Dcoverage.write=true
            ```

            Where a runbook's page is careless, the last column says what is done instead.
            """;

    private Coverage() {}

    static String page() {
        List<Inventory> inventories = inventories();
        return HEAD
                + summary(inventories)
                + inventories.stream().map(Coverage::section).collect(Collectors.joining());
    }

    static List<Inventory> inventories() {
        return Arrays.stream(CoveredSystem.values())
                .flatMap(system -> Inventory.of(system).stream())
                .toList();
    }

    private static String summary(List<Inventory> inventories) {
        var text = new StringBuilder("\n| system | procedures | ")
                .append(Arrays.stream(Proof.values()).map(Proof::words).collect(Collectors.joining(" | ")))
                .append(" |\n|---|---|")
                .append("---|".repeat(Proof.values().length))
                .append("\n");
        for (Inventory inventory : inventories) {
            Map<Proof, Long> proofs = inventory.procedures().stream()
                    .collect(Collectors.groupingBy(Procedure::proof, TreeMap::new, Collectors.counting()));
            String id = inventory.system().id();
            text.append("| [" + id + "](#" + id + ") | ")
                    .append(inventory.procedures().size());
            for (Proof proof : Proof.values()) {
                text.append(" | ").append(proofs.getOrDefault(proof, 0L));
            }
            text.append(" |\n");
        }
        return text.toString();
    }

    private static String section(Inventory inventory) {
        return "\n## " + inventory.system().id() + "\n\n"
                + "| id | procedure | risk | how | proved | more careful |\n"
                + "|---|---|---|---|---|---|\n"
                + inventory.procedures().stream().map(Coverage::row).collect(Collectors.joining());
    }

    private static String row(Procedure procedure) {
        return "| %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        procedure.id(),
                        cell(procedure.title()),
                        procedure.risk().word(),
                        cell(procedure.by().words()),
                        procedure.proof().words(),
                        procedure.careful() == null ? "" : cell(procedure.careful()));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
