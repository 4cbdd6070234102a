package dev.opsdeck.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a text turned out to be. */
public sealed interface Parsed {
    /**
     * A command.
     *
     * @param text its canonical text, which parses to the same command
     */
    record Ok(Command command, String text) implements Parsed {}

    /**
     * Not a command, for a reason that the person can mend.
     *
     * @param message what is wrong, in plain text; contains what was typed, so escape it
     * @param usage how the command is used; null when it is not clear which one was meant
     * @param suggestions whole command texts that are right and probably meant, best first, at most three
     */
    record Mistake(String message, @Nullable String usage, List<String> suggestions) implements Parsed {}
}
