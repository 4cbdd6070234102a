package dev.opsdeck.plan;

import dev.opsdeck.catalog.Risk;
import java.time.Duration;
import java.util.List;

/** A step on the working copy that a system is built from, or on its files of configuration. */
public sealed interface CodeStep extends Step {
    @Override
    default Risk risk() {
        return Risk.CHANGE;
    }

    /**
     * Brings the working copy to a revision, after fetching what is new. Leaves {@code revision}, where it is then.
     *
     * @param ref a tag, a branch or a commit
     * @param where for people
     */
    record CheckOut(String system, String ref, String folder, String where) implements CodeStep {
        @Override
        public Duration timeout() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Check out " + ref + " in " + folder + " on " + where;
        }
    }

    /** Copies the files beside themselves, under the run's number. Leaves {@code configuration}, that number. */
    record SaveFiles(String system, List<String> files, String where) implements CodeStep {
        public SaveFiles {
            files = List.copyOf(files);
        }

        @Override
        public Risk risk() {
            return Risk.READ;
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(60);
        }

        @Override
        public String title() {
            return "Save the configuration on " + where + ": " + String.join(", ", files);
        }
    }

    /**
     * Puts back the files that an earlier run saved, and keeps those that they replace.
     *
     * @param saved the run that saved them
     */
    record ReturnFiles(String system, List<String> files, long saved, String where) implements CodeStep {
        public ReturnFiles {
            files = List.copyOf(files);
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(60);
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Put back the configuration that run " + saved + " saved on " + where + ": "
                    + String.join(", ", files);
        }
    }
}
