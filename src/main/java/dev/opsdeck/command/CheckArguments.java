package dev.opsdeck.command;

import dev.opsdeck.catalog.Risk;
import java.util.List;

/** Reads {@code check} and {@code diagnose}. */
final class CheckArguments {
    static final Verb CHECK = Verb.of(
            new Entry(
                    "check",
                    "check [NAME|all]",
                    "Asks a check of the catalog, or all of them, and says what is beyond its threshold.",
                    List.of("check", "check disk", "check all"),
                    Risk.READ),
            0,
            1,
            "[NAME|all]",
            given -> new Command.Check(given.optional(0)));

    static final Verb DIAGNOSE = Verb.of(
            new Entry(
                    "diagnose",
                    "diagnose [playbook|service]",
                    "Looks for the cause of a problem side by side and offers what may help.",
                    List.of("diagnose", "diagnose backend", "diagnose shop/database-slow"),
                    Risk.READ),
            0,
            1,
            "[playbook|service]",
            given -> new Command.Diagnose(given.optional(0)));

    private CheckArguments() {}
}
