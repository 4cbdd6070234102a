package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.ProbeException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses, before the server is asked, what a read-only transaction would not stop: several statements, of which one
 * could end the transaction, and functions that act on the server instead of on data. Everything else the server
 * refuses itself.
 */
final class ReadOnlySql {
    private static final Set<String> READS = Set.of("select", "with", "values", "table");
    private static final Pattern FIRST_WORD = Pattern.compile("^[\\s(]*([A-Za-z]+)");
    private static final Pattern SEMICOLON_WITHIN = Pattern.compile(";(?=.*\\S)", Pattern.DOTALL);

    /** Functions of PostgreSQL and its usual extensions that do something, although they are called in a SELECT. */
    private static final Pattern ACTS = Pattern.compile(
            "\\b(pg_(?:terminate|cancel)_backend|pg_reload_conf|pg_rotate_logfile\\w*|pg_promote|pg_switch_wal"
                    + "|pg_wal_replay_\\w+|pg_log_backend_\\w+|pg_create_\\w+|pg_drop_\\w+|pg_copy_\\w+"
                    + "|pg_(?:logical|replication)_\\w+|pg_(?:start|stop)_backup|pg_backup_(?:start|stop)"
                    + "|pg_stat_reset\\w*|pg_stat_statements_reset|pg_notify|pg_(?:try_)?advisory_\\w+|pg_export_snapshot"
                    + "|pg_read_(?:binary_)?file|pg_file_\\w+|pg_ls_\\w+|pg_sleep\\w*|set_config|setval|nextval"
                    + "|lo_\\w+|dblink\\w*|query_to_xml\\w*|cursor_to_xml\\w*)\\s*\\(",
            Pattern.CASE_INSENSITIVE);

    private ReadOnlySql() {}

    /** @throws ProbeException when it is not one statement that reads */
    static Sql checked(String query, String text) {
        Sql sql = Sql.of(text);
        String bare = sql.bare();
        Matcher first = FIRST_WORD.matcher(bare);
        if (!first.find() || !READS.contains(first.group(1).toLowerCase(Locale.ROOT))) {
            throw refused(query, "only SELECT, WITH, VALUES and TABLE read.");
        }
        if (SEMICOLON_WITHIN.matcher(bare).find()) {
            throw refused(query, "it is more than one statement.");
        }
        Matcher acts = ACTS.matcher(sql.withoutComments());
        if (acts.find()) {
            throw refused(query, acts.group(1) + " does more than read.");
        }
        return sql;
    }

    private static ProbeException refused(String query, String why) {
        return new ProbeException("The query " + query + " was not run: " + why + " Correct it in the catalog.");
    }
}
