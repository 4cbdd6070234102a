package dev.opsdeck.probe;

import java.time.Instant;

/**
 * One line that an instance of a service wrote.
 *
 * @param at when it was written, by the clock of where it runs; when it was read where nobody noted that
 * @param instance the container, pod or process, as people call it; no spaces in it
 * @param text without line end, colours and other control characters; not masked yet
 */
public record LogLine(Instant at, String instance, Stream stream, String text) {
    /** Where it was written to. */
    public enum Stream {
        OUTPUT,
        ERROR
    }
}
