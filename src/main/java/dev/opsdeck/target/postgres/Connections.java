package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.util.List;
import java.util.Map;

/**
 * Sessions of clients by state, against what ordinary users can have: the reserved slots are not for them. The session
 * that asks is not counted.
 */
final class Connections {
    /** Where the type of a session is hidden, having both a user and a database tells clients from the rest. */
    static final String CLIENTS = "pid <> pg_backend_pid() and (backend_type = 'client backend'"
            + " or (backend_type is null and usesysid is not null and datid is not null))";

    private static final String LIMIT = """
            select current_setting('max_connections')::int as maximum,
                   current_setting('superuser_reserved_connections')::int
                       + coalesce(current_setting('reserved_connections', true)::int, 0) as reserved""";

    private static final String BY_STATE = """
            select coalesce(state, case when backend_type is null then 'not visible' else 'starting' end) as state,
                   count(*) as sessions,
                   count(*) filter (where datname = current_database()) as here,
                   max(extract(epoch from clock_timestamp() - state_change))::bigint as longest
            from pg_stat_activity where %s
            group by 1 order by 2 desc, 1""".formatted(CLIENTS);

    private static final String IDLE_IN_TRANSACTION = "idle in transaction";

    private Connections() {}

    static Reading read(Session session) {
        List<String> limit = session.rows(LIMIT).rows().getFirst();
        Table states = session.rows(BY_STATE);
        double most = Cells.number(limit, 0) - Cells.number(limit, 1);
        double taken = Cells.sum(states, 1);
        double used = most <= 0 ? 100 : taken * 100 / most;
        double idle = states.rows().stream()
                .filter(row -> row.getFirst().startsWith(IDLE_IN_TRANSACTION))
                .mapToDouble(row -> Cells.number(row, 1))
                .sum();
        String summary = "%s of %s connections taken (%s; %s of %s are reserved for administrators)"
                .formatted(
                        Spoken.count((long) taken),
                        Spoken.count((long) most),
                        Spoken.percent(used),
                        limit.get(1),
                        limit.get(0));
        return Reading.of(
                idle == 0 ? summary + "." : summary + ", " + Spoken.count((long) idle) + " idle in a transaction.",
                List.of(
                        Measure.of("used", used, "percent"),
                        Measure.of("connections", taken, null),
                        Measure.of("idle-in-transaction", idle, null)),
                Cells.written(states, Map.of(3, Cells::seconds)));
    }
}
