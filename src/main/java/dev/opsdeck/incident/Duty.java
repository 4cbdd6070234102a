package dev.opsdeck.incident;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody does in an incident. */
public enum Duty {
    /** Decides. */
    COMMANDER,
    /** Keeps those informed who wait. */
    COMMUNICATIONS,
    /** Writes down what happens. */
    SCRIBE;

    /** As people type it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The duty that somebody typed, or its beginning. */
    public static Optional<Duty> of(String typed) {
        String word = typed.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(duty -> word.length() >= 3 && duty.word().startsWith(word))
                .findFirst();
    }

    /** Who has it. */
    public record Holder(Duty duty, String user, String name, Instant since) {}
}
