package dev.opsdeck.plan;

import dev.opsdeck.catalog.Risk;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step that makes, checks, deletes or restores backups.
 *
 * <p>What it is about is named by {@code source}, a database or something else that the catalog backs up.
 */
public sealed interface BackupStep extends Step {
    String source();

    @Override
    default String subject() {
        return system() + "/" + source();
    }

    /** Takes a backup. What it is taken of does not change, so there is nothing to put back. */
    record TakeBackup(String system, String source, String what, String store, Duration timeout) implements BackupStep {
        /** The result that later steps find the new backup's name under. */
        public static final String NAME = "backup";

        @Override
        public Risk risk() {
            return Risk.CHANGE;
        }

        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Back up " + what + " to " + store;
        }
    }

    /** Reads a whole backup and sees that it is what was written. */
    record VerifyBackup(String system, String source, String backup, Duration timeout) implements BackupStep {
        @Override
        public Risk risk() {
            return Risk.READ;
        }

        @Override
        public String title() {
            return "Verify " + backup + ": checksum, archive";
        }
    }

    /** Restores a backup into a database of its own, counts, and drops that. */
    record TestRestore(String system, String source, String backup, Duration timeout) implements BackupStep {
        @Override
        public Risk risk() {
            return Risk.CHANGE;
        }

        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Restore " + backup + " into a scratch database, count its rows, drop it";
        }
    }

    /** Deletes backups that are not to be kept any longer. */
    record PruneBackups(String system, String source, List<String> backups) implements BackupStep {
        public PruneBackups {
            backups = List.copyOf(backups);
        }

        @Override
        public Duration timeout() {
            return Duration.ofMinutes(10);
        }

        @Override
        public Risk risk() {
            return Risk.CHANGE;
        }

        @Override
        public String title() {
            return "Delete " + backups.size() + (backups.size() == 1 ? " backup" : " backups") + " of " + source + ": "
                    + String.join(", ", backups);
        }
    }

    /** Loads a backup into a new database beside the one that it is to replace. Undone by dropping the new one. */
    record LoadBackup(String system, String source, String backup, Duration timeout) implements BackupStep {
        @Override
        public Risk risk() {
            return Risk.CHANGE;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Restore " + backup + " into a new database beside " + source;
        }
    }

    /** Counts every table of what was loaded and compares with what was counted when the backup was taken. */
    record CountRestored(String system, String source, String backup, Duration timeout) implements BackupStep {
        @Override
        public Risk risk() {
            return Risk.READ;
        }

        @Override
        public String title() {
            return "Count the rows of every table against " + backup;
        }
    }

    /** Puts what was loaded in the place of the database, by renaming both. Undone by renaming them back. */
    record SwapDatabase(String system, String source) implements BackupStep {
        @Override
        public Duration timeout() {
            return Duration.ofMinutes(2);
        }

        @Override
        public Risk risk() {
            return Risk.DESTRUCTIVE;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Swap: end the sessions of " + source + ", rename it, and give its name to the restored one";
        }
    }

    /**
     * Gives what was loaded the name of a database that is not there any more. Undone by taking the name away. It asks for
     * the consents of any other restore.
     */
    record NameDatabase(String system, String source) implements BackupStep {
        @Override
        public Duration timeout() {
            return Duration.ofMinutes(2);
        }

        @Override
        public Risk risk() {
            return Risk.DESTRUCTIVE;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Give the restored one the name of " + source + ", which no database has now";
        }
    }

    /** Drops the database that was replaced. */
    record DropReplaced(String system, String source) implements BackupStep {
        @Override
        public Duration timeout() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Risk risk() {
            return Risk.DESTRUCTIVE;
        }

        @Override
        public String title() {
            return "Drop what was the database " + source + " before";
        }
    }

    /** Loads a snapshot of a cache into a server of its own beside it, counts its keys, and ends that. */
    record TrySnapshot(String system, String source, String backup, Duration timeout) implements BackupStep {
        @Override
        public Risk risk() {
            return Risk.CHANGE;
        }

        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Load " + backup + " into a scratch server beside the cache, count its keys, end it";
        }
    }

    /** Puts a snapshot in the place of all that a cache holds. Undone by putting the safety backup in its place. */
    record ReplaceCache(String system, String source, String cache, String backup, Duration timeout)
            implements BackupStep {
        @Override
        public Risk risk() {
            return Risk.DESTRUCTIVE;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Put " + backup + " in the place of all that the cache " + cache + " holds, and count its keys";
        }
    }

    /** Unpacks a backup of files beside what it is to replace. Undone by deleting what was unpacked. */
    record UnpackBackup(String system, String source, String what, String backup, Duration timeout)
            implements BackupStep {
        @Override
        public Risk risk() {
            return Risk.CHANGE;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Unpack " + backup + " beside " + what + ", its checksum seen to be right";
        }
    }

    /**
     * Puts what was unpacked in place, by renaming. Undone by renaming back.
     *
     * @param service in whose container it is; null for elsewhere
     */
    record SwapFiles(
            String system,
            String source,
            String what,
            @Nullable String service) implements BackupStep {
        @Override
        public Duration timeout() {
            return Duration.ofMinutes(6);
        }

        @Override
        public Risk risk() {
            return Risk.DESTRUCTIVE;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Swap: put what was unpacked in the place of " + what + ", which is kept beside it";
        }
    }

    /** Deletes the files that were replaced. */
    record DropReplacedFiles(String system, String source, String what) implements BackupStep {
        @Override
        public Duration timeout() {
            return Duration.ofMinutes(6);
        }

        @Override
        public Risk risk() {
            return Risk.DESTRUCTIVE;
        }

        @Override
        public String title() {
            return "Delete what " + what + " was before";
        }
    }
}
