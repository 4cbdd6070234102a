package dev.opsdeck.command;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be done to a database. */
public sealed interface DatabaseCare {
    /** Ends sessions whose statement runs for longer than that. */
    record KillLong(Duration olderThan) implements DatabaseCare {}

    /**
     * Ends sessions that have done nothing for longer than that.
     *
     * @param inTransaction only those within a transaction
     */
    record KillIdle(Duration olderThan, boolean inTransaction) implements DatabaseCare {}

    /** Ends one session, whatever it does. */
    record Kill(int pid) implements DatabaseCare {}

    /**
     * Removes dead rows.
     *
     * @param table null for all of the database
     * @param full writes the table anew, which needs it alone
     */
    record Vacuum(@Nullable String table, boolean analyze, boolean full) implements DatabaseCare {}

    /** Refreshes the statistics of tables; of all of them when the list is empty. */
    record Analyze(List<String> tables) implements DatabaseCare {
        public Analyze {
            tables = List.copyOf(tables);
        }
    }

    /** Builds an index, or all indexes of a table, anew. */
    record Reindex(String name) implements DatabaseCare {}

    /** Makes an index that the catalog describes. */
    record CreateIndex(String index) implements DatabaseCare {}

    /** Changes a setting of the server; {@code default} for what its own files say. */
    record SetParameter(String parameter, String value) implements DatabaseCare {
        /** The value that takes the setting back to what the server's own files say. */
        public static final String DEFAULT = "default";
    }
}
