package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.CHANGE;
import static dev.opsdeck.catalog.Risk.READ;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code freeze}, {@code unfreeze} and {@code freezes}. */
final class FreezeArguments {
    private static final String UNTIL = "--until";

    static final Verb FREEZE = Verb.of(
                    Verbs.entry(
                            "freeze",
                            "freeze [system] [--until=8h|2026-12-01T08:00] [--reason=TEXT]",
                            "Refuses changes of a system, until a time or until it is unfrozen.",
                            CHANGE,
                            "freeze shop --until=8h --reason=\"launch day\"",
                            "freeze shop --until=2026-12-01T08:00"),
                    0,
                    1,
                    "[system]",
                    given ->
                            new Command.Freeze(given.optional(0), until(given.value(UNTIL)), given.value(Terms.REASON)))
            .values(UNTIL, Terms.REASON);

    static final Verb UNFREEZE = Verb.of(
            Verbs.entry("unfreeze", "unfreeze [system]", "Allows changes of a system again.", CHANGE, "unfreeze shop"),
            0,
            1,
            "[system]",
            given -> new Command.Unfreeze(given.optional(0)));

    static final Verb FREEZES = Verb.of(
            Verbs.entry(
                    "freezes", "freezes", "Lists the systems that are frozen, until when and why.", READ, "freezes"),
            new Command.Freezes());

    private FreezeArguments() {}

    private static @Nullable String until(@Nullable String typed) throws MistakeException {
        if (typed == null || Moment.parse(typed).isPresent()) {
            return typed;
        }
        throw new MistakeException("\"" + typed + "\" is no time. " + Moment.HINT);
    }

    static List<String> canonical(Command.Freeze freeze) {
        var words = new ArrayList<String>();
        if (freeze.system() != null) {
            words.add(Words.quote(freeze.system()));
        }
        if (freeze.until() != null) {
            words.add(UNTIL + "=" + Words.quote(freeze.until()));
        }
        if (freeze.reason() != null) {
            words.add(Terms.REASON + "=" + Words.quoteAlways(freeze.reason()));
        }
        return words;
    }
}
