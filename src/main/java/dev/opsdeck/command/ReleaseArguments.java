package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.CHANGE;
import static dev.opsdeck.catalog.Risk.READ;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code deploy}, {@code rollback} and {@code releases}. */
final class ReleaseArguments {
    private static final String TO = "--to";
    private static final String DATABASE = "database";

    static final Verb DEPLOY = Verb.of(
                    Verbs.entry(
                            "deploy",
                            "deploy <system|service> [version]" + Terms.USAGE,
                            "Brings a system or service to a version, one instance after another, each proven healthy;"
                                    + " what fails is put back.",
                            CHANGE,
                            "deploy shop",
                            "deploy shop/backend v1.4.2"),
                    1,
                    2,
                    "<system|service> [version]",
                    given -> new Command.Deploy(given.first(), given.optional(1), Terms.read(given)))
            .terms();

    static final Verb ROLLBACK = Verb.of(
                    Verbs.entry(
                            "rollback",
                            "rollback <system|service|code|config|database> [system|database] [--to=RELEASE]" + Terms.USAGE,
                            "Brings back an earlier release; without --to it shows those on record.",
                            CHANGE,
                            "rollback backend",
                            "rollback backend --to=12",
                            "rollback code --to=4f2a91c",
                            "rollback database main --to=main-2026-11-22T0300Z-r17"),
                    1,
                    2,
                    "<system|service|code|config|database>",
                    given -> {
                        List<String> words = given.positionals();
                        boolean database = words.getFirst().equalsIgnoreCase(DATABASE);
                        Command.Rollback.Part part = part(words.getFirst());
                        boolean named = part == Command.Rollback.Part.IMAGES && !database;
                        if (named && words.size() > 1) {
                            throw new MistakeException("\"" + words.get(1)
                                    + "\" is too much for rollback. A release is named with " + TO + ".");
                        }
                        String target = named ? words.getFirst() : words.size() > 1 ? words.get(1) : "";
                        String to = given.value(TO);
                        if (database) {
                            return database(target, to, Terms.read(given));
                        }
                        return new Command.Rollback(part, target, to, Terms.read(given));
                    })
            .terms()
            .andValues(TO);

    static final Verb RELEASES = Verb.of(
            Verbs.entry(
                    "releases",
                    "releases [system|service]",
                    "Lists what was deployed, when and by whom.",
                    READ,
                    "releases",
                    "releases shop/backend"),
            0,
            1,
            "[system|service]",
            given -> new Command.Releases(given.optional(0)));

    private ReleaseArguments() {}

    /** The way back of a database is one of its backups. */
    private static Command database(String name, @Nullable String to, Terms terms) throws MistakeException {
        if (name.isEmpty()) {
            throw new MistakeException("Say which database: rollback database main --to=BACKUP.");
        }
        return to == null ? new Command.Backups(name) : new Command.Restore(name, to, terms);
    }

    private static Command.Rollback.Part part(String typed) {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "code" -> Command.Rollback.Part.CODE;
            case "config", "configuration" -> Command.Rollback.Part.CONFIG;
            default -> Command.Rollback.Part.IMAGES;
        };
    }

    static List<String> canonical(Command.Deploy deploy) {
        var words = new ArrayList<>(List.of(Words.quote(deploy.target())));
        if (deploy.version() != null) {
            words.add(Words.quote(deploy.version()));
        }
        words.addAll(deploy.terms().words());
        return words;
    }

    static List<String> canonical(Command.Rollback rollback) {
        var words = new ArrayList<String>();
        if (rollback.part() != Command.Rollback.Part.IMAGES) {
            words.add(rollback.part().word());
        }
        if (!rollback.target().isEmpty()) {
            words.add(Words.quote(rollback.target()));
        }
        if (rollback.to() != null) {
            words.add(TO + "=" + Words.quote(rollback.to()));
        }
        words.addAll(rollback.terms().words());
        return words;
    }
}
