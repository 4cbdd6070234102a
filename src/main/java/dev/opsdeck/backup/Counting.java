package dev.opsdeck.backup;

import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Counts every table of a database against what was counted when its backup was written. */
final class Counting {
    private static final int SHOWN = 5;

    private Counting() {}

    /**
     * What is different, a line for each table; empty when nothing is.
     *
     * @throws TargetException when it could not be counted
     */
    static List<String> differences(
            PostgresServer server, String in, Manifest manifest, Duration limit, BooleanSupplier stopped) {
        List<String> tables = new ArrayList<>(manifest.rows().keySet());
        if (tables.isEmpty()) {
            return List.of();
        }
        var sql = new StringBuilder();
        for (int i = 0; i < tables.size(); i++) {
            // The name is as pg_dump wrote it, quoted where it must be.
            sql.append("select ")
                    .append(i)
                    .append(", count(*) from only ")
                    .append(tables.get(i))
                    .append(";\n");
        }
        Map<String, Long> found = new LinkedHashMap<>();
        server.ask("Could not count the tables of " + in + " on " + server, in, sql.toString(), limit, stopped)
                .forEach(row -> found.put(tables.get(Integer.parseInt(row.getFirst())), Long.parseLong(row.get(1))));
        return tables.stream()
                .filter(table -> !Objects.equals(manifest.rows().get(table), found.get(table)))
                .map(table -> table + " has " + found.getOrDefault(table, 0L) + " rows instead of "
                        + manifest.rows().get(table))
                .toList();
    }

    static String told(Manifest manifest) {
        return Spoken.count(manifest.allRows()) + " rows of " + manifest.rows().size()
                + " tables, as many as were written";
    }

    static String told(List<String> differences) {
        String more = differences.size() > SHOWN ? ", and " + (differences.size() - SHOWN) + " more" : "";
        return differences.stream().limit(SHOWN).collect(Collectors.joining("; ")) + more;
    }
}
