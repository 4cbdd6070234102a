package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.util.List;
import java.util.Map;

/** How indexes are used, and where one may be missing. The counters run since the statistics were reset. */
final class Indexes {
    /** PostgreSQL reads a smaller table from end to end on purpose: that is faster. */
    private static final int WORTH_AN_INDEX = 10_000;

    private static final String USE = """
            select s.indexrelname as index, s.relname as table, s.idx_scan as scans, s.idx_tup_read as read,
                   pg_relation_size(s.indexrelid) as size,
                   case when not i.indisvalid then 'invalid'
                        when i.indisprimary then 'primary key'
                        when i.indisunique or i.indisexclusion then 'constraint'
                        when s.idx_scan = 0 then 'unused' else '' end as note
            from pg_stat_user_indexes s join pg_index i on i.indexrelid = s.indexrelid
            order by s.idx_scan, 5 desc limit 200""";

    private static final String MISSING = """
            select relname as table, seq_scan as full_reads, seq_tup_read / seq_scan as rows_per_read,
                   coalesce(idx_scan, 0) as index_scans, n_live_tup as rows, pg_relation_size(relid) as size
            from pg_stat_user_tables
            where n_live_tup >= %d and seq_scan > coalesce(idx_scan, 0)
            order by seq_tup_read desc limit 50""".formatted(WORTH_AN_INDEX);

    private static final String SINCE =
            "select extract(epoch from clock_timestamp() - stats_reset)::bigint from pg_stat_database"
                    + " where datname = current_database()";

    private Indexes() {}

    static Reading use(Session session) {
        Table indexes = session.rows(USE);
        List<List<String>> unused = indexes.rows().stream()
                .filter(row -> row.get(5).equals("unused"))
                .toList();
        double wasted = unused.stream().mapToDouble(row -> Cells.number(row, 4)).sum();
        String summary = unused.isEmpty()
                ? "Every index that is no constraint was used"
                : Spoken.count(unused.size(), "index", "indexes") + " (" + Spoken.bytes(wasted)
                        + ") of no constraint never used";
        return Reading.of(
                summary + since(session),
                List.of(Measure.of("unused", unused.size(), null)),
                Cells.written(indexes, Map.of(2, Cells::count, 3, Cells::count, 4, Cells::bytes)));
    }

    static Reading missing(Session session) {
        Table tables = session.rows(MISSING);
        int count = tables.rows().size();
        String summary = count == 0
                ? "No table of " + Spoken.count(WORTH_AN_INDEX) + " rows or more is read from end to end often"
                : Spoken.count(count, "large table is", "large tables are")
                        + " read from end to end more often than by an index, a hint and no proof";
        return Reading.of(
                summary + since(session),
                List.of(Measure.of("tables", count, null)),
                Cells.written(
                        tables,
                        Map.of(
                                1, Cells::count,
                                2, Cells::count,
                                3, Cells::count,
                                4, Cells::count,
                                5, Cells::bytes)));
    }

    private static String since(Session session) {
        Table reset = session.rows(SINCE);
        boolean known =
                !reset.rows().isEmpty() && !reset.rows().getFirst().getFirst().isEmpty();
        return known
                ? " since the counters were reset "
                        + Spoken.seconds(Cells.number(reset.rows().getFirst(), 0)) + " ago."
                : " since this database counts.";
    }
}
