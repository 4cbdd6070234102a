package dev.opsdeck.command;

/** What may be done to a cache. */
public sealed interface CacheCare {
    /** Deletes a key, or all keys that fit a pattern. */
    record Delete(String pattern) implements CacheCare {}

    /**
     * Deletes all keys.
     *
     * @param all of every database of that Redis, not only of the cache's own
     * @param withQueues even where queues are kept there
     */
    record Flush(boolean all, boolean withQueues) implements CacheCare {}

    /** Makes the calls that fill it. */
    record Warm() implements CacheCare {}

    /** Changes a setting of the server until its next restart. */
    record SetConfig(String parameter, String value) implements CacheCare {}
}
