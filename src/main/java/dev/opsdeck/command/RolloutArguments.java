package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.READ;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code rollout}. */
final class RolloutArguments {
    private static final String CSV = "--csv";

    static final Verb ROLLOUT = Verb.of(
                    new Entry(
                            "rollout",
                            "rollout <service> [events|autoscaler] [--csv]",
                            "Shows how far a rollout on Kubernetes is, and its history; or its warnings or autoscaler.",
                            List.of("rollout backend", "rollout shop/backend events"),
                            READ),
                    1,
                    2,
                    "<service>",
                    given -> new Command.Rollout(given.first(), given.optional(1), given.flag(CSV)))
            .flags(CSV);

    private RolloutArguments() {}

    static List<String> canonical(Command.Rollout rollout) {
        var words = new ArrayList<String>();
        words.add(Words.quote(rollout.service()));
        if (rollout.question() != null) {
            words.add(Words.quote(rollout.question()));
        }
        if (rollout.csv()) {
            words.add(CSV);
        }
        return words;
    }
}
