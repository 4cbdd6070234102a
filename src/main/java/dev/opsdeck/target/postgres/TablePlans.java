package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.DatabaseIndex;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.command.DatabaseCare;
import dev.opsdeck.plan.DatabaseStep;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Plans the care for tables and indexes. */
@Singleton
final class TablePlans {
    private final Relations relations;

    TablePlans(Relations relations) {
        this.relations = relations;
    }

    DatabasePlans.Steps vacuum(ManagedSystem system, Database database, DatabaseCare.Vacuum vacuum) {
        String table = null;
        List<String> notes = new ArrayList<>();
        if (vacuum.table() != null) {
            Relations.Relation found = relations.table(system, database.name(), vacuum.table());
            table = found.name();
            notes.add(table + " has " + Spoken.bytes(found.bytes()) + " with its indexes.");
        } else if (vacuum.full()) {
            throw new TargetException("Say which table: writing all of them anew would make the whole database wait.");
        }
        if (vacuum.full()) {
            notes.add(
                    "It takes the table for itself, after waiting at most 10 s for others, and needs as much free disk"
                            + " as the table has without its dead rows. A plain vacuum needs neither.");
        }
        return steps(
                new DatabaseStep.Vacuum(system.name(), database.name(), table, vacuum.analyze(), vacuum.full()), notes);
    }

    DatabasePlans.Steps analyze(ManagedSystem system, Database database, List<String> names) {
        List<String> tables = names.stream()
                .map(name -> relations.table(system, database.name(), name).name())
                .toList();
        return steps(new DatabaseStep.Analyze(system.name(), database.name(), tables), List.of());
    }

    DatabasePlans.Steps reindex(ManagedSystem system, Database database, String name) {
        Relations.Relation found = relations.existing(system, database.name(), name);
        if (!found.table() && !found.index()) {
            throw new TargetException(
                    name + " is neither an index nor a table of the database " + database.name() + ".");
        }
        return steps(
                new DatabaseStep.Reindex(system.name(), database.name(), found.name(), found.table()),
                List.of(
                        found.name() + " has " + Spoken.bytes(found.bytes())
                                + "; as much again is needed on the disk meanwhile.",
                        "Whatever an interrupted attempt left on that table is dropped first."));
    }

    DatabasePlans.Steps createIndex(ManagedSystem system, Database database, String name) {
        DatabaseIndex index = database.indexes().get(name);
        if (index == null) {
            throw new TargetException("The catalog has no index " + name + " for the database " + database.name() + "."
                    + (database.indexes().isEmpty()
                            ? " Declare it under indexes: of the database."
                            : " It has " + String.join(", ", database.indexes().keySet()) + "."));
        }
        Relations.Relation table = relations.table(system, database.name(), index.table());
        String schema = table.name().substring(0, table.name().lastIndexOf(unqualified(table.name())));
        String qualified = schema + quoted(name);
        var existing = relations.find(system, database.name(), qualified);
        if (existing.isPresent() && existing.get().valid()) {
            throw new TargetException("The index " + qualified + " is there already and can be used. To build it anew:"
                    + " db " + system.name() + "/" + database.name() + " reindex " + name);
        }
        List<String> notes = new ArrayList<>();
        notes.add(table.name() + " has " + Spoken.bytes(table.bytes()) + " with its indexes.");
        if (existing.isPresent()) {
            notes.add("An earlier attempt left an index that cannot be used; it is dropped first.");
        }
        return steps(
                new DatabaseStep.CreateIndex(
                        system.name(), database.name(), qualified, index.unique(), definition(index, table.name())),
                notes);
    }

    private static String definition(DatabaseIndex index, String table) {
        String where = index.where() == null ? "" : " where " + index.where();
        return quoted(index.name()) + " on " + table + " using " + quoted(index.method()) + " ("
                + String.join(", ", index.columns()) + ")" + where;
    }

    /** What follows the schema: a quoted name may have dots in it. */
    private static String unqualified(String name) {
        int quote = name.endsWith("\"") ? name.lastIndexOf("\"", name.length() - 2) : -1;
        return quote >= 0 ? name.substring(quote) : name.substring(name.lastIndexOf('.') + 1);
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static DatabasePlans.Steps steps(DatabaseStep step, List<String> notes) {
        return new DatabasePlans.Steps(List.of(step), notes);
    }
}
