package dev.opsdeck.target.postgres;

import java.time.Duration;
import java.util.List;

/**
 * What a session that changes something may cost.
 *
 * @param application its name in pg_stat_activity, by which it is found again
 * @param lock how long it waits for a lock, where others would queue behind it; zero for as long as it takes
 * @param whole how long a statement may take
 */
record WriteLimits(String application, Duration lock, Duration whole) {
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final Duration LOCK = Duration.ofSeconds(5);

    /** For a statement that is done at once. */
    static WriteLimits brief() {
        return new WriteLimits(Limits.APPLICATION, LOCK, SHORT);
    }

    Duration connect() {
        return Duration.ofSeconds(5);
    }

    /** As PostgreSQL's own settings; the server gives up a little earlier than whoever waits. */
    List<String> settings() {
        return List.of(
                "statement_timeout = " + whole.multipliedBy(9).dividedBy(10).toMillis(),
                "lock_timeout = " + lock.toMillis(),
                "standard_conforming_strings = on",
                "client_min_messages = error");
    }
}
