package dev.opsdeck.probe;

import java.time.Duration;

/** What came of a question. */
public sealed interface Answer {
    /** How long it took. */
    Duration took();

    /** Somebody answered, well or not. */
    record Read(Reading reading, Duration took) implements Answer {}

    /** Nobody can tell, for the reason given in a sentence. */
    record Unknown(String reason, Duration took) implements Answer {}
}
