package dev.opsdeck.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a mistake from where it is found to the grammar's answer. */
final class MistakeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Parsed.Mistake mistake;

    MistakeException(String message, @Nullable String usage, List<String> suggestions) {
        super(message, null, false, false);
        this.mistake = new Parsed.Mistake(message, usage, suggestions);
    }

    MistakeException(String message) {
        this(message, null, List.of());
    }

    Parsed.Mistake mistake() {
        return mistake;
    }
}
