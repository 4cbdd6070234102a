package dev.opsdeck.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code audit}, whose filters may stand in any order without their options: each can be told by its looks. */
final class AuditArguments {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    private @Nullable String person;
    private @Nullable String target;
    private @Nullable String since;

    private AuditArguments() {}

    static Command read(Arguments given) throws MistakeException {
        var audit = new AuditArguments();
        audit.person = given.value("--by");
        audit.target = given.value("--on");
        audit.since = given.value("--since");
        for (String word : given.positionals()) {
            audit.take(word);
        }
        if (audit.since != null && Period.parse(audit.since).isEmpty()) {
            throw new MistakeException(
                    "\"" + audit.since + "\" is not a time to look back. Say 30m, 24h, 7d or 2w, for example.");
        }
        return new Command.Audit(audit.person, audit.target, audit.since, limit(given.value("--limit")));
    }

    private void take(String word) throws MistakeException {
        if (word.contains("@")) {
            person = once(person, word, "--by");
        } else if (Period.parse(word).isPresent()) {
            since = once(since, word, "--since");
        } else {
            target = once(target, word, "--on");
        }
    }

    private static String once(@Nullable String before, String word, String option) throws MistakeException {
        if (before != null) {
            throw new MistakeException("Both \"" + before + "\" and \"" + word + "\" would be " + option
                    + ". Give one. A person is written with an @.");
        }
        return word;
    }

    private static int limit(@Nullable String typed) throws MistakeException {
        if (typed == null) {
            return DEFAULT_LIMIT;
        }
        if (!typed.matches("\\d{1,9}") || Integer.parseInt(typed) < 1 || Integer.parseInt(typed) > MAX_LIMIT) {
            throw new MistakeException("--limit must be a number from 1 to " + MAX_LIMIT + ", not \"" + typed + "\".");
        }
        return Integer.parseInt(typed);
    }

    static List<String> canonical(Command.Audit audit) {
        var words = new ArrayList<String>();
        add(words, "--by=", audit.person());
        add(words, "--on=", audit.target());
        add(words, "--since=", audit.since());
        if (audit.limit() != DEFAULT_LIMIT) {
            words.add("--limit=" + audit.limit());
        }
        return words;
    }

    private static void add(List<String> words, String option, @Nullable String value) {
        if (value != null) {
            words.add(option + Words.quote(value));
        }
    }
}
