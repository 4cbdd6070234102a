package dev.opsdeck.plan;

import dev.opsdeck.catalog.Risk;
import java.time.Duration;
import java.util.List;

/** A step on a cache. */
public sealed interface CacheStep extends Step {
    Duration SHORT = Duration.ofSeconds(60);

    /** The cache's name in the catalog. */
    String cache();

    @Override
    default String subject() {
        return system() + "/" + cache();
    }

    @Override
    default Risk risk() {
        return Risk.CHANGE;
    }

    /**
     * Deletes a key, or all that fit a pattern.
     *
     * @param spared keys that belong to queues and stay, whatever the pattern says
     */
    record DeleteKeys(String system, String cache, String pattern, boolean several, List<String> spared)
            implements CacheStep {
        public DeleteKeys {
            spared = List.copyOf(spared);
        }

        @Override
        public Duration timeout() {
            return Duration.ofMinutes(30);
        }

        @Override
        public Risk risk() {
            return several ? Risk.DESTRUCTIVE : Risk.CHANGE;
        }

        @Override
        public Undo undo() {
            return Undo.NEVER;
        }

        @Override
        public String title() {
            return several
                    ? "Delete the keys that fit " + pattern + " from the cache " + cache
                    : "Delete the key " + pattern + " from the cache " + cache;
        }
    }

    /** Deletes every key of the cache's database, or of all databases of that Redis. */
    record FlushCache(String system, String cache, boolean all) implements CacheStep {
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
            return all
                    ? "Delete every key of every database of the Redis of " + cache
                    : "Delete every key of the cache " + cache;
        }
    }

    /**
     * Makes the calls that fill the cache.
     *
     * @param calls as people read them
     */
    record WarmCache(String system, String cache, List<String> calls) implements CacheStep {
        /** What one call gets. */
        public static final Duration EACH = Duration.ofSeconds(60);

        public WarmCache {
            calls = List.copyOf(calls);
        }

        @Override
        public Duration timeout() {
            return EACH.multipliedBy(calls.size()).plus(SHORT);
        }

        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Warm the cache " + cache + ": " + String.join(", ", calls);
        }
    }

    /** Changes a setting of the server until its next restart. Undone by the value it had. */
    record SetCache(String system, String cache, String parameter, String value) implements CacheStep {
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
            return "Set " + parameter + " to " + value + " on the Redis of " + cache + ", until it restarts";
        }
    }
}
