package dev.opsdeck.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.opsdeck.catalog.Risk;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * Puts the new release on record.
     *
     * @param version what people call it; null for the images' own names
     */
    record Publish(
            String system, List<String> services, @Nullable String version) implements ReleaseStep {
        public Publish {
            services = List.copyOf(services);
        }

        @Override
        @JsonIgnore
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
