package dev.opsdeck.plan;

import dev.opsdeck.catalog.Risk;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step on a database. */
public sealed interface DatabaseStep extends Step {
    /** Work on tables takes as long as the tables are large; what nobody wants to wait for is cancelled. */
    Duration LONG = Duration.ofHours(12);

    Duration SHORT = Duration.ofSeconds(60);

    /** The database's name in the catalog. */
    String database();

    @Override
    default String subject() {
        return system() + "/" + database();
    }

    @Override
    default Risk risk() {
        return Risk.CHANGE;
    }

    /**
     * Ends one session, and no other: a pid is used again, but not with the same start.
     *
     * @param started when the session began, in microseconds since 1970, by the server's clock
     * @param since when it began what it was doing, likewise; when it does something else by now it is left alone; zero
     *     to end it whatever it does
     * @param who user and application
     * @param doing what it did when it was chosen, without values
     */
    record TerminateSession(String system, String database, int pid, long started, long since, String who, String doing)
            implements DatabaseStep {
        @Override
        public Duration timeout() {
            return SHORT;
        }

        @Override
        public Risk risk() {
            return Risk.DESTRUCTIVE;
        }

        @Override
        public Undo undo() {
            return Undo.NEVER;
        }

        @Override
        public String title() {
            return "End session " + pid + " of " + who + ", " + doing;
        }

        @Override
        public String identity() {
            return "begun at " + started;
        }
    }

    /**
     * Removes dead rows.
     *
     * @param table as SQL writes it, with its schema; null for all tables of the database
     */
    record Vacuum(String system, String database, @Nullable String table, boolean analyze, boolean full)
            implements DatabaseStep {
        @Override
        public Duration timeout() {
            return LONG;
        }

        @Override
        public Risk risk() {
            return full ? Risk.DESTRUCTIVE : Risk.CHANGE;
        }

        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            String what = table == null ? "all tables of " + database : table;
            if (full) {
                return "Vacuum full " + what + ": nobody can read or write it meanwhile";
            }
            return (analyze ? "Vacuum and analyze " : "Vacuum ") + what + ", while it is used";
        }
    }

    /**
     * Refreshes statistics.
     *
     * @param tables as SQL writes them, with their schemas; empty for all tables of the database
     */
    record Analyze(String system, String database, List<String> tables) implements DatabaseStep {
        public Analyze {
            tables = List.copyOf(tables);
        }

        @Override
        public Duration timeout() {
            return LONG;
        }

        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Analyze " + (tables.isEmpty() ? "all tables of " + database : String.join(", ", tables));
        }
    }

    /**
     * Builds indexes anew beside the old ones, and swaps them.
     *
     * @param name as SQL writes it, with its schema
     * @param wholeTable whether it names a table, all of whose indexes are meant
     */
    record Reindex(String system, String database, String name, boolean wholeTable) implements DatabaseStep {
        @Override
        public Duration timeout() {
            return LONG;
        }

        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return wholeTable
                    ? "Build all indexes of " + name + " anew, while they are used"
                    : "Build the index " + name + " anew, while it is used";
        }
    }

    /**
     * Makes an index while its table is used. Undone by dropping it.
     *
     * @param index as SQL writes it, with its schema
     * @param definition what follows {@code create [unique] index concurrently}
     */
    record CreateIndex(String system, String database, String index, boolean unique, String definition)
            implements DatabaseStep {
        @Override
        public Duration timeout() {
            return LONG;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Create the " + (unique ? "unique index " : "index ") + definition + ", while its table is used";
        }
    }

    /**
     * Changes a setting of the server for good. Undone by the value it had.
     *
     * @param value as the server reads it; null for what the server's own files say
     * @param takesEffect when it takes effect, for people
     */
    record SetParameter(
            String system,
            String database,
            String parameter,
            @Nullable String value,
            String takesEffect) implements DatabaseStep {
        @Override
        public Duration timeout() {
            return SHORT;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            String to = value == null ? "what the server's own files say" : value;
            return "Set " + parameter + " to " + to + " on the server of " + database + " (" + takesEffect + ")";
        }
    }
}
