package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import java.util.List;

/** What the server as a whole tells. */
final class Server {
    private static final String VERSION = """
            select current_setting('server_version'), version(),
                   extract(epoch from clock_timestamp() - pg_postmaster_start_time()), pg_is_in_recovery()""";

    private static final String BLOCKS = """
            select coalesce(blks_hit, 0), coalesce(blks_read, 0),
                   extract(epoch from clock_timestamp() - stats_reset)
            from pg_stat_database where datname = current_database()""";

    private Server() {}

    static Reading version(Session session) {
        List<String> row = session.rows(VERSION).rows().getFirst();
        double up = Cells.number(row, 2);
        String role = row.get(3).startsWith("t") ? "a standby" : "a primary";
        return Reading.of(
                        "PostgreSQL " + row.getFirst() + ", " + role + ", up for " + Spoken.seconds(up) + ".",
                        Measure.of("uptime", up, "s"))
                .evidence(row.get(1));
    }

    /** Reads that the operating system had in its own cache count as reads: PostgreSQL cannot tell them apart. */
    static Reading hitRate(Session session) {
        List<String> row = session.rows(BLOCKS).rows().getFirst();
        double hits = Cells.number(row, 0);
        double reads = Cells.number(row, 1);
        double since = Cells.number(row, 2);
        String when = Double.isNaN(since) ? "" : " in the last " + Spoken.seconds(since);
        if (hits + reads == 0) {
            return Reading.of("Nothing was looked up" + when + ", so there is no hit rate yet.");
        }
        double ratio = hits * 100 / (hits + reads);
        return Reading.of(
                Spoken.percent(ratio) + " of " + Spoken.count((long) (hits + reads), "block was", "blocks were")
                        + " found in PostgreSQL's own cache" + when + ".",
                Measure.of("ratio", ratio, "percent"));
    }
}
