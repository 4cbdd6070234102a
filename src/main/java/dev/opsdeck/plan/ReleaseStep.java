package dev.opsdeck.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.opsdeck.catalog.Risk;
import java.time.Duration;
import java.util.List;

/** A step that keeps releases on record: what runs, and what ran before. */
public sealed interface ReleaseStep extends Step {
    Duration QUICK = Duration.ofSeconds(60);

    @Override
    default Duration timeout() {
        return QUICK;
    }

    /** Puts on record what runs now, so that a rollback can find it. */
    record NoteState(String system, List<String> services) implements ReleaseStep {
        public NoteState {
            services = List.copyOf(services);
        }

        @Override
        public Risk risk() {
            return Risk.READ;
        }

        @Override
        public String title() {
            return "Note what runs now: " + String.join(", ", services);
        }
    }

    /**
     * Puts the new release on record, as what the images are called. Plans that are stored may hold a version here, which
     * nothing ever looked at.
     */
    @JsonIgnoreProperties("version")
    record Publish(String system, List<String> services) implements ReleaseStep {
        public Publish {
            services = List.copyOf(services);
        }

        @Override
        public Risk risk() {
            return Risk.READ;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Put the release on record";
        }
    }
}
