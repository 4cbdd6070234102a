package dev.opsdeck.capture;

import java.time.Instant;
import java.util.Map;

/**
 * An output that was fetched once.
 *
 * @param lines how many
 * @param bytes of all lines in UTF-8 with a line end each: the length of the export
 * @param marks how many lines carry which mark
 * @param complete false when there was more than is kept
 */
public record Capture(
        long id,
        Origin origin,
        Instant takenAt,
        Instant expiresAt,
        long lines,
        long bytes,
        Map<Character, Long> marks,
        boolean complete) {
    public Capture {
        marks = Map.copyOf(marks);
    }
}
