package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.util.List;
import java.util.Map;

/** Who waits for a lock, and who holds it. */
final class Locks {
    /** The column waitstart is there from PostgreSQL 14 on; before, the statement's start is the nearest there is. */
    private static final String BLOCKED = """
            select extract(epoch from clock_timestamp() - coalesce(
                       (select min((to_jsonb(l) ->> 'waitstart')::timestamptz)
                        from pg_locks l where l.pid = waiting.pid and not l.granted),
                       waiting.query_start))::numeric(20, 1) as waits,
                   waiting.pid as blocked, holder.pid as blocker,
                   coalesce(blocking.state, case when holder.pid = 0 then 'prepared transaction' else '' end) as holder,
                   coalesce(blocking.usename, '') as user, coalesce(blocking.application_name, '') as application,
                   waiting.query as blocked_query, coalesce(blocking.query, '') as blocker_query
            from pg_stat_activity waiting
            cross join lateral unnest(pg_blocking_pids(waiting.pid)) as holder (pid)
            left join pg_stat_activity blocking on blocking.pid = holder.pid
            where waiting.wait_event_type = 'Lock'
            order by 1 desc nulls last, 2, 3 limit 200""";

    private Locks() {}

    static Reading read(Session session) {
        Table found = session.rows(BLOCKED);
        long blocked = distinct(found, 1);
        double longest = Cells.most(found, 0);
        String summary = blocked == 0
                ? "Nobody waits for a lock."
                : Spoken.count(blocked, "session waits", "sessions wait") + " for a lock, the longest for "
                        + Spoken.seconds(longest) + "; held by "
                        + Spoken.count(distinct(found, 2), "session", "sessions") + " (" + holders(found) + ").";
        return Reading.of(
                summary,
                List.of(Measure.of("blocked", blocked, null), Measure.of("longest", longest, "s")),
                Cells.written(found, Map.of(0, Cells::seconds, 6, Cells::statement, 7, Cells::statement)));
    }

    private static String holders(Table found) {
        return found.rows().stream()
                .map(row -> row.get(2).equals("0") ? row.get(3) : "pid " + row.get(2) + ", " + row.get(3))
                .distinct()
                .limit(3)
                .collect(java.util.stream.Collectors.joining("; "));
    }

    private static long distinct(Table found, int column) {
        return found.rows().stream().map(row -> row.get(column)).distinct().count();
    }
}
