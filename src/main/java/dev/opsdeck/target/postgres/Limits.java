package dev.opsdeck.target.postgres;

import java.time.Duration;
import java.util.List;

/**
 * What a session may cost.
 *
 * @param whole how long whoever asks waits for everything
 * @param statement how long the server works on one statement
 */
record Limits(Duration whole, Duration statement) {
    /** What the DBA sees in pg_stat_activity. */
    static final String APPLICATION = "opsdeck";

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Whoever only looks must not queue behind a lock, where others would queue behind him. */
    private static final Duration LOCK = Duration.ofSeconds(1);

    /** The server gives up a little earlier than whoever waits, so that its reason arrives. */
    private static final double SHARE = 0.8;

    static Limits of(Duration whole) {
        return of(whole, whole);
    }

    /** @param statement how long the statement may take, even where there is more time */
    static Limits of(Duration whole, Duration statement) {
        long most = Math.max(1, (long) (whole.toMillis() * SHARE));
        return new Limits(whole, Duration.ofMillis(Math.min(most, statement.toMillis())));
    }

    Duration connect() {
        return whole.compareTo(CONNECT) < 0 ? whole : CONNECT;
    }

    /** As PostgreSQL's own settings. */
    List<String> settings() {
        return List.of(
                "statement_timeout = " + statement().toMillis(),
                "lock_timeout = " + LOCK.toMillis(),
                "idle_in_transaction_session_timeout = " + whole.plusSeconds(5).toMillis(),
                "standard_conforming_strings = on",
                "client_min_messages = error");
    }
}
