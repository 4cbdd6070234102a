package dev.opsdeck.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** What was given after a command's word. */
record Arguments(ParseResult parsed) {
    boolean flag(String option) {
        return parsed.matchedOptionValue(option, false);
    }

    /** The option's value; null when it is absent or blank. */
    @Nullable
    String value(String option) {
        String value = parsed.matchedOptionValue(option, "");
        return value.isBlank() ? null : value.strip();
    }

    /** The positional argument; null when there are not so many. */
    @Nullable
    String optional(int index) {
        List<String> all = positionals();
        return index < all.size() ? all.get(index) : null;
    }

    /** The first positional argument of a command that must have one. */
    String first() {
        return positionals().getFirst();
    }

    List<String> positionals() {
        return parsed.matchedPositionals().stream()
                .flatMap(positional -> positional.originalStringValues().stream())
                .toList();
    }
}
