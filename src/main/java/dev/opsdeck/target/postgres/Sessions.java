package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.DatabaseStep;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;

/** The sessions of clients in one database, as somebody sees them who may have to end some. */
@Singleton
final class Sessions {
    /** When a session began, in microseconds: with the pid, this is one session and no other. */
    static final String STARTED = "(extract(epoch from backend_start) * 1000000)::bigint";

    /** When it began what it is doing. */
    static final String SINCE = "(extract(epoch from case when state = 'active' then query_start"
            + " else state_change end) * 1000000)::bigint";

    private static final String ALL = """
            select pid, %s, %s, usename, application_name, coalesce(state, ''),
                   extract(epoch from clock_timestamp()
                           - case when state = 'active' then query_start else state_change end)::bigint,
                   query
            from pg_stat_activity where datname = current_database() and %s
            order by 7 desc limit 1000""".formatted(STARTED, SINCE, Connections.CLIENTS);

    /** What is no client's work: ending it costs a backup, or the care that the database is just getting. */
    private static final Pattern CARE_APPLICATION = Pattern.compile("pg_dump.*|pg_restore.*|pg_basebackup|opsdeck.*");

    private static final Pattern CARE_STATEMENT = Pattern.compile(
            "\\s*(vacuum|analyze|reindex|cluster|create\\s+(unique\\s+)?index|alter|copy|refresh)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final int STATEMENT = 80;

    private final Writing writing;

    Sessions(Writing writing) {
        this.writing = writing;
    }

    /**
     * One of them.
     *
     * @param age for how long it has been doing what it does, in seconds
     */
    record Client(
            int pid, long started, long since, String user, String application, String state, long age, String query) {
        boolean idle() {
            return state.startsWith("idle");
        }

        boolean inTransaction() {
            return state.startsWith("idle in transaction");
        }

        /** A dump, a migration, an index being built: to be ended only by name. */
        boolean spared() {
            return CARE_APPLICATION.matcher(application).matches()
                    || (state.equals("active") && CARE_STATEMENT.matcher(query).matches());
        }

        String who() {
            return application.isEmpty() ? user : user + " (" + application + ")";
        }

        String doing() {
            String doing = state.equals("active") ? "running" : state.isEmpty() ? "not visible" : state;
            return doing + " for " + Spoken.seconds(age) + (query.isEmpty() ? "" : ": " + statement());
        }

        private String statement() {
            String all = Cells.statement(query);
            return all.length() <= STATEMENT ? all : all.substring(0, STATEMENT) + "…";
        }

        DatabaseStep.TerminateSession end(String system, String database, boolean whatever) {
            return new DatabaseStep.TerminateSession(
                    system, database, pid, started, whatever ? 0 : since, who(), doing());
        }
    }

    /** All of them, those that have been doing the same for longest first. */
    List<Client> of(ManagedSystem system, String database) {
        return writing.look(system, database, ALL).rows().stream()
                .map(row -> new Client(
                        Integer.parseInt(row.getFirst()),
                        number(row.get(1)),
                        number(row.get(2)),
                        row.get(3),
                        row.get(4),
                        row.get(5),
                        number(row.get(6)),
                        row.get(7)))
                .toList();
    }

    private static long number(String cell) {
        return cell.isEmpty() ? 0 : Long.parseLong(cell);
    }
}
