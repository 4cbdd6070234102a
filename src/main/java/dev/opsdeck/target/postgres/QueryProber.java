package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Query;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs the catalog's queries, or has PostgreSQL explain how it would. */
@Singleton
final class QueryProber implements Prober<Probe.Query> {
    private static final int SHORT = 80;
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(?:\\.\\d+)?(?:[eE][-+]?\\d{1,2})?");

    private final Databases databases;

    QueryProber(Databases databases) {
        this.databases = databases;
    }

    @Override
    public Class<Probe.Query> asks() {
        return Probe.Query.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Query probe, Duration patience) {
        Query query = Optional.ofNullable(system.queries().get(probe.name()))
                .orElseThrow(() -> new ProbeException("The catalog has no query " + probe.name() + " any more."));
        Sql sql = ReadOnlySql.checked(query.name(), query.sql());
        Map<String, String> values = new Parameters(system, query).checked(probe.with());
        for (String name : sql.parameters()) {
            if (!values.containsKey(name)) {
                throw new ProbeException("The query " + query.name() + " was not run: its SQL has :" + name
                        + ", which is none of its parameters. Correct it in the catalog.");
            }
        }
        Database database = Databases.declared(system, query.database());
        return databases.ask(
                system,
                database,
                Limits.of(patience, query.within()),
                session -> probe.explain()
                        ? explained(query, session.rows(Sql.of(Explain.of(query.sql(), query.timed())), values, 1_000))
                        : found(session.rows(sql, values, query.limit())));
    }

    private static Reading explained(Query query, Table plan) {
        String text = plan.rows().stream().map(List::getFirst).collect(Collectors.joining("\n"));
        String summary = query.timed()
                ? "How PostgreSQL ran " + query.name() + ", with the actual times."
                : "How PostgreSQL would run " + query.name() + "; it was not run.";
        return Reading.of(summary).evidence(text);
    }

    private static Reading found(Table table) {
        return Reading.of(summary(table), measures(table), table);
    }

    /** A single short row is the answer itself. */
    private static String summary(Table table) {
        int rows = table.rows().size();
        if (rows == 1 && table.complete()) {
            List<String> row = table.rows().getFirst();
            String values = IntStream.range(0, row.size())
                    .mapToObj(column -> table.columns().get(column) + ": " + row.get(column))
                    .collect(Collectors.joining(", "));
            if (values.length() <= SHORT) {
                return values;
            }
        }
        return Spoken.count(rows, "row", "rows") + (table.complete() ? "." : ", and more that are left out.");
    }

    /** The numbers of the first row, by the names of their columns. */
    private static List<Measure> measures(Table table) {
        List<Measure> measures = new ArrayList<>();
        if (!table.rows().isEmpty()) {
            List<String> first = table.rows().getFirst();
            for (int i = 0; i < table.columns().size(); i++) {
                if (NUMBER.matcher(first.get(i)).matches()) {
                    measures.add(Measure.of(table.columns().get(i), Double.parseDouble(first.get(i)), null));
                }
            }
        }
        return measures;
    }
}
