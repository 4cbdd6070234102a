package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.util.List;
import java.util.Map;

/** The statements that cost most time since pg_stat_statements counts. */
final class Statements {
    private static final String EXTENSION = """
            select n.nspname, current_setting('server_version_num')::int
            from pg_extension e join pg_namespace n on n.oid = e.extnamespace
            where e.extname = 'pg_stat_statements'""";

    /** PostgreSQL 13 renamed the columns, because planning is counted apart from execution since. */
    private static final int RENAMED = 130_000;

    private static final String NOT_LOADED = "55000";

    private Statements() {}

    static Reading slowest(Session session) {
        Table extension = session.rows(EXTENSION);
        if (extension.rows().isEmpty()) {
            throw missing();
        }
        try {
            return reading(session.rows(sql(extension.rows().getFirst())));
        } catch (SqlFailure e) {
            throw e.state().equals(NOT_LOADED) ? missing() : e;
        }
    }

    private static String sql(List<String> extension) {
        String kind = Cells.number(extension, 1) >= RENAMED ? "exec_" : "";
        String schema = "\"" + extension.getFirst().replace("\"", "\"\"") + "\"";
        return """
                select mean_%1$stime as mean, total_%1$stime / 1000 as total, calls, rows,
                       shared_blks_hit * 100.0 / nullif(shared_blks_hit + shared_blks_read, 0) as hits, query
                from %2$s.pg_stat_statements
                where dbid = (select oid from pg_database where datname = current_database())
                order by total_%1$stime desc limit 10""".formatted(kind, schema);
    }

    private static Reading reading(Table found) {
        double mean = Cells.most(found, 0);
        String summary = found.rows().isEmpty()
                ? "No statement was counted yet."
                : "The statements that took most time in all; the slowest of them takes " + Spoken.number(mean)
                        + " ms on average.";
        return Reading.of(
                summary,
                List.of(Measure.of("mean", mean, "ms")),
                Cells.written(
                        found,
                        Map.of(
                                0, Cells::millis,
                                1, Cells::seconds,
                                2, Cells::count,
                                3, Cells::count,
                                4, Cells::percent,
                                5, Cells::statement)));
    }

    private static ProbeException missing() {
        return new ProbeException("Slow statements are not counted here: pg_stat_statements is missing. Add it to"
                + " shared_preload_libraries, restart PostgreSQL, and run in this database:"
                + " CREATE EXTENSION pg_stat_statements;");
    }
}
