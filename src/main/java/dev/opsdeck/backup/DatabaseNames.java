package dev.opsdeck.backup;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * What the databases of one restore are called. They carry the run's number, so that whoever finds them knows what they
 * are, and so does opsdeck after a crash.
 *
 * @param database the one that is restored
 * @param restored where the backup is loaded to
 * @param replaced what was the database before
 * @param withdrawn what was in its place for a while and did not do well
 */
record DatabaseNames(String database, String restored, String replaced, String withdrawn) {
    /** PostgreSQL's names are no longer, in bytes. */
    private static final int MOST = 63;

    private static final String DATABASE = "database";
    private static final String RUN = "run";

    static DatabaseNames of(String database, long run) {
        return new DatabaseNames(
                database,
                with(database, "_restore_" + run),
                with(database, "_before_" + run),
                with(database, "_withdrawn_" + run));
    }

    static String scratch(String database, long run) {
        return with(database, "_scratch_" + run);
    }

    private static String with(String database, String suffix) {
        String kept = database;
        while (kept.getBytes(StandardCharsets.UTF_8).length + suffix.length() > MOST) {
            kept = kept.substring(0, kept.length() - 1);
        }
        return kept + suffix;
    }

    /** As it is put on record before a step. */
    static Map<String, String> before(String database, long run) {
        return Map.of(DATABASE, database, RUN, Long.toString(run));
    }

    static DatabaseNames of(Map<String, String> before) {
        return of(
                Objects.requireNonNull(before.get(DATABASE)), Long.parseLong(Objects.requireNonNull(before.get(RUN))));
    }
}
