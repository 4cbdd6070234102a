package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.util.List;
import java.util.Map;

/** What clients' sessions are doing; the session that asks is left out. */
final class Activity {
    /** When a statement counts as long. */
    static final int LONG_SECONDS = 60;

    /** Every application is idle in a transaction for moments, between two statements. */
    private static final int PAUSE_SECONDS = 1;

    private static final String ACTIVE = """
            select extract(epoch from clock_timestamp() - query_start)::numeric(20, 1) as age, pid,
                   usename as user, datname as database, application_name as application,
                   coalesce(wait_event_type || ': ' || wait_event, '') as waits, query
            from pg_stat_activity where state = 'active' and %s
            order by query_start limit 200""".formatted(Connections.CLIENTS);

    private static final String LONG = """
            select * from (
                select extract(epoch from clock_timestamp()
                           - case when state = 'active' then query_start else state_change end)::numeric(20, 1) as age,
                       state, pid, usename as user, datname as database, application_name as application,
                       extract(epoch from clock_timestamp() - xact_start)::numeric(20, 1) as transaction, query
                from pg_stat_activity
                where (state = 'active' or state like 'idle in transaction%%') and %s) as sessions
            where age >= case when state = 'active' then %d else %d end
            order by age desc limit 200""".formatted(Connections.CLIENTS, LONG_SECONDS, PAUSE_SECONDS);

    private Activity() {}

    static Reading active(Session session) {
        Table found = session.rows(ACTIVE);
        int queries = found.rows().size();
        double longest = Cells.most(found, 0);
        String summary = queries == 0
                ? "No statement runs right now."
                : Spoken.count(queries, "statement runs", "statements run") + ", the oldest for "
                        + Spoken.seconds(longest) + ".";
        return Reading.of(
                summary,
                List.of(Measure.of("queries", queries, null), Measure.of("longest", longest, "s")),
                Cells.written(found, Map.of(0, Cells::seconds, 6, Cells::statement)));
    }

    static Reading longRunning(Session session) {
        Table found = session.rows(LONG);
        long running =
                found.rows().stream().filter(row -> row.get(1).equals("active")).count();
        long idle = found.rows().size() - running;
        double longest = Cells.most(found, 0);
        String summary = found.rows().isEmpty()
                ? "Nothing runs for more than a minute, and nobody is idle in a transaction."
                : Spoken.count(running, "statement runs", "statements run") + " for more than a minute, "
                        + Spoken.count(idle, "session is", "sessions are")
                        + " idle in a transaction (which holds locks and keeps dead rows); the longest for "
                        + Spoken.seconds(longest) + ".";
        return Reading.of(
                summary,
                List.of(
                        Measure.of("queries", found.rows().size(), null),
                        Measure.of("longest", longest, "s"),
                        Measure.of("idle-in-transaction", idle, null)),
                Cells.written(found, Map.of(0, Cells::seconds, 6, Cells::seconds, 7, Cells::statement)));
    }
}
