package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.CHANGE;
import static dev.opsdeck.catalog.Risk.DESTRUCTIVE;
import static dev.opsdeck.catalog.Risk.READ;

import dev.opsdeck.catalog.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code backup} with all that is done to backups, and {@code restore}. */
final class BackupArguments {
    static final String ALL = "all";
    static final String LATEST = "latest";
    private static final String RESTORE_TEST = "--restore-test";

    /** A backup's own name begins with that of what it is a backup of; a system may stand before it. */
    private static final Pattern BACKUP = Pattern.compile("((?:.+/)?)(([^/]+)-\\d{4}-\\d{2}-\\d{2}T\\d{4}Z-r\\d+\\S*)");

    static final Verb BACKUP_VERB = Verb.of(
                    Verbs.entry(
                            "backup",
                            "backup <database|backup|all> | backup list [database]"
                                    + " | backup verify [database|BACKUP-NAME] [--restore-test]"
                                    + " | backup prune [database|all]" + Terms.USAGE,
                            "Backs up a database or whatever else the catalog names; lists, verifies and prunes backups.",
                            CHANGE,
                            "backup main",
                            "backup list main",
                            "backup verify main --restore-test",
                            "backup prune all"),
                    1,
                    3,
                    "<database|backup|all>",
                    BackupArguments::read)
            .terms()
            .andFlags(RESTORE_TEST);

    static final Verb BACKUPS_VERB = Verb.of(
            Verbs.entry(
                    "backups", "backups [database]", "Lists backups, newest first.", READ, "backups", "backups main"),
            0,
            1,
            "[database]",
            given -> new Command.Backups(given.optional(0)));

    static final Verb RESTORE_VERB = Verb.of(
                    Verbs.entry(
                            "restore",
                            "restore <database|backup> <BACKUP-NAME|latest>" + Terms.USAGE,
                            "Puts a backup in the place of a database, a cache's data, a folder or files; what it replaces is kept.",
                            DESTRUCTIVE,
                            "restore main latest --reason=\"wrong migration\"",
                            "restore shop/main main-2026-11-22T0300Z-r17",
                            "restore uploads latest --reason=\"pictures were deleted\""),
                    2,
                    2,
                    "<database|backup> <backup>",
                    given -> new Command.Restore(
                            given.first(), backup(given.positionals().get(1)), Terms.read(given)))
            .terms();

    private BackupArguments() {}

    private static Command read(Arguments given) throws MistakeException {
        List<String> words = given.positionals();
        Terms terms = Terms.read(given);
        return switch (words.getFirst()) {
            case "list" -> new Command.Backups(single(words, null));
            case "verify" -> verify(words, given.flag(RESTORE_TEST), terms);
            case "prune" -> new Command.PruneBackups(Objects.requireNonNull(single(words, ALL)), terms);
            default -> {
                if (words.size() > 1 || given.flag(RESTORE_TEST)) {
                    throw new MistakeException("A backup is asked for one thing, or for all: backup main");
                }
                yield new Command.Backup(words.getFirst(), terms);
            }
        };
    }

    private static Command verify(List<String> words, boolean restoreTest, Terms terms) throws MistakeException {
        if (words.size() == 3) {
            return new Command.VerifyBackup(words.get(1), backup(words.get(2)), restoreTest, terms);
        }
        String typed = words.size() == 1 ? ALL : words.get(1);
        Matcher name = BACKUP.matcher(typed);
        return name.matches()
                ? new Command.VerifyBackup(name.group(1) + name.group(3), name.group(2), restoreTest, terms)
                : new Command.VerifyBackup(typed, LATEST, restoreTest, terms);
    }

    /** Without the system, which the database says already. */
    private static String backup(String typed) {
        return typed.substring(typed.lastIndexOf('/') + 1);
    }

    private static @Nullable String single(List<String> words, @Nullable String otherwise) throws MistakeException {
        if (words.size() > 2) {
            throw new MistakeException("\"" + words.get(2) + "\" is too much.");
        }
        return words.size() == 2 ? words.get(1) : otherwise;
    }

    /** One thing that can be backed up, or all of a system. */
    static Named named(String what) {
        if (what.equals(ALL)) {
            return new Named.WholeSystem("");
        }
        return what.endsWith("/" + ALL)
                ? new Named.WholeSystem(what.substring(0, what.length() - ALL.length() - 1))
                : new Named.Thing(what, Section.BACKUPS);
    }

    /** The full name of what was named so: only a system's has no slash. */
    static String full(String name) {
        return name.contains("/") ? name : name + "/" + ALL;
    }

    static List<String> canonical(Command.Backup backup) {
        return with(backup.terms(), Words.quote(backup.what()));
    }

    static List<String> canonical(Command.Backups backups) {
        return backups.what() == null ? List.of() : List.of(Words.quote(backups.what()));
    }

    static List<String> canonical(Command.VerifyBackup verify) {
        List<String> words = with(Terms.NONE, "verify", Words.quote(verify.what()), Words.quote(verify.backup()));
        if (verify.restoreTest()) {
            words.add(RESTORE_TEST);
        }
        words.addAll(verify.terms().words());
        return words;
    }

    static List<String> canonical(Command.PruneBackups prune) {
        return with(prune.terms(), "prune", Words.quote(prune.what()));
    }

    static List<String> canonical(Command.Restore restore) {
        return with(restore.terms(), Words.quote(restore.what()), Words.quote(restore.backup()));
    }

    private static List<String> with(Terms terms, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(terms.words());
        return all;
    }
}
