package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.util.List;
import java.util.Map;

/** How large tables are, and how much of them is dead. */
final class Storage {
    /** In a smaller table a few dead rows are a large share and no waste. */
    private static final int WORTH_A_LOOK = 1_000;

    private static final String NAME =
            "case when schemaname = 'public' then relname" + " else schemaname || '.' || relname end as table";

    private static final String SIZES = """
            select %s, pg_total_relation_size(relid) as total, pg_relation_size(relid) as rows_only,
                   pg_indexes_size(relid) as indexes, n_live_tup as live, n_dead_tup as dead
            from pg_stat_user_tables order by 2 desc limit 50""".formatted(NAME);

    private static final String DATABASE = "select pg_database_size(current_database()), current_database()";

    private static final String BLOAT = """
            select %s, n_dead_tup * 100.0 / (n_live_tup + n_dead_tup) as dead_share,
                   n_dead_tup as dead, n_live_tup as live, pg_total_relation_size(relid) as total,
                   extract(epoch from clock_timestamp() - greatest(last_vacuum, last_autovacuum))::bigint as vacuumed_ago
            from pg_stat_user_tables where n_live_tup + n_dead_tup >= %d
            order by 2 desc, 3 desc limit 50""".formatted(NAME, WORTH_A_LOOK);

    private Storage() {}

    static Reading sizes(Session session) {
        List<String> database = session.rows(DATABASE).rows().getFirst();
        double bytes = Cells.number(database, 0);
        Table tables = session.rows(SIZES);
        String largest = tables.rows().isEmpty()
                ? ", and no tables of users."
                : "; the largest table is " + tables.rows().getFirst().getFirst() + " with "
                        + Spoken.bytes(Cells.number(tables.rows().getFirst(), 1)) + ".";
        return Reading.of(
                database.get(1) + " has " + Spoken.bytes(bytes) + largest,
                List.of(Measure.of("bytes", bytes, "bytes")),
                Cells.written(
                        tables,
                        Map.of(
                                1, Cells::bytes,
                                2, Cells::bytes,
                                3, Cells::bytes,
                                4, Cells::count,
                                5, Cells::count)));
    }

    static Reading bloat(Session session) {
        Table tables = session.rows(BLOAT);
        double worst = Cells.most(tables, 1);
        String summary = tables.rows().isEmpty()
                ? "No table has " + Spoken.count(WORTH_A_LOOK) + " rows or more, so there is no waste to speak of."
                : "An estimate from the server's statistics: in "
                        + tables.rows().getFirst().getFirst() + " "
                        + Spoken.percent(worst) + " of the rows are dead, more than in any other table of at least "
                        + Spoken.count(WORTH_A_LOOK) + " rows.";
        return Reading.of(
                summary,
                List.of(Measure.of("dead", worst, "percent")),
                Cells.written(
                        tables,
                        Map.of(
                                1, Cells::percent,
                                2, Cells::count,
                                3, Cells::count,
                                4, Cells::bytes,
                                5, Cells::seconds)));
    }
}
