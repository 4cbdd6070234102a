package dev.opsdeck.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.opsdeck.catalog.Risk;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A step on a Docker engine itself. */
public sealed interface EngineStep extends Step {
    /** What an engine holds and may hold too much of. */
    enum Kind {
        CONTAINERS("stopped containers"),
        IMAGES("images without a name"),
        NETWORKS("unused networks"),
        BUILD_CACHE("parts of the build cache"),
        VOLUMES("unused volumes, with all that is in them");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** As people read it. */
        public String words() {
            return words;
        }
    }

    /**
     * One thing on an engine.
     *
     * @param id the engine's own
     * @param name what people call it; the beginning of the id where it has none
     */
    record Thing(String id, String name) {}

    /** Removes these things, and those of them only that nothing uses when it comes to it. */
    record PruneEngine(String system, Kind kind, List<Thing> things) implements EngineStep {
        private static final int SHOWN = 5;
        private static final Duration EACH = Duration.ofSeconds(10);

        public PruneEngine {
            things = List.copyOf(things);
        }

        @Override
        public Duration timeout() {
            return EACH.multipliedBy(things.size()).plusMinutes(1);
        }

        /** A stopped container and a volume hold what cannot be had again. */
        @Override
        public Risk risk() {
            return switch (kind) {
                case CONTAINERS, VOLUMES -> Risk.DESTRUCTIVE;
                case IMAGES, NETWORKS, BUILD_CACHE -> Risk.CHANGE;
            };
        }

        @Override
        @JsonIgnore
        public String subject() {
            return system + "/engine";
        }

        @Override
        public String title() {
            String names = things.stream().limit(SHOWN).map(Thing::name).collect(Collectors.joining(", "));
            String more = things.size() > SHOWN ? " and " + (things.size() - SHOWN) + " more" : "";
            return "Remove " + things.size() + " " + kind.words() + ": " + names + more;
        }

        @Override
        public String identity() {
            return things.stream().map(Thing::id).collect(Collectors.joining(", "));
        }
    }
}
