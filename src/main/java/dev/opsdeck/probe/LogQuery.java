package dev.opsdeck.probe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a log.
 *
 * @param since not those before; null for as far back as there is
 * @param until not those at or after; null for up to now
 * @param tail only so many of the last ones of each instance; 0 for all
 */
public record LogQuery(@Nullable Instant since, @Nullable Instant until, int tail) {
    /** The last lines. */
    public static LogQuery last(int lines) {
        return new LogQuery(null, null, lines);
    }

    /** All that was written from then on. */
    public static LogQuery from(Instant since) {
        return new LogQuery(since, null, 0);
    }

    /** Whether a line of that time is asked for. */
    public boolean covers(Instant at) {
        return (since == null || !at.isBefore(since)) && (until == null || at.isBefore(until));
    }
}
