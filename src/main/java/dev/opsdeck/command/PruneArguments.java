package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.CHANGE;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads {@code prune}. */
final class PruneArguments {
    private static final String VOLUMES = "--volumes";

    static final Verb PRUNE = Verb.of(
                    Verbs.entry(
                            "prune",
                            "prune [system] [--volumes]" + Terms.USAGE,
                            "Removes what nothing uses from a system's Docker engine; shows it first.",
                            CHANGE,
                            "prune",
                            "prune shop --dry-run",
                            "prune shop --volumes"),
                    0,
                    1,
                    "[system]",
                    given -> new Command.Prune(
                            Objects.requireNonNullElse(given.optional(0), ""),
                            given.flag(VOLUMES),
                            Terms.read(given)))
            .terms()
            .andFlags(VOLUMES);

    private PruneArguments() {}

    static List<String> canonical(Command.Prune prune) {
        var words = new ArrayList<String>();
        if (!prune.system().isEmpty()) {
            words.add(Words.quote(prune.system()));
        }
        if (prune.volumes()) {
            words.add(VOLUMES);
        }
        words.addAll(prune.terms().words());
        return words;
    }
}
