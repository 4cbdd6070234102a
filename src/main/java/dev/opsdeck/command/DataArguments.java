package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.READ;

import dev.opsdeck.catalog.Risk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code db}, {@code cache} and {@code queue}. */
final class DataArguments {
    private static final Pattern VALUE =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*)=(.*)", Pattern.DOTALL);
    private static final String CSV = "--csv";
    private static final String EXPLAIN = "--explain";
    private static final int MOST_VALUES = 12;

    static final Verb DB = Verb.of(
                    entry(
                            "db",
                            "db <database> [question|query] [name=value …] [--explain] [--csv]",
                            "Asks a database: connections, long queries, locks, sizes, or a query of the catalog.",
                            READ,
                            "db main",
                            "db shop/main slow-queries",
                            "db main orders-of status=open --csv",
                            "db main orders-of status=open --explain"),
                    1,
                    2 + MOST_VALUES,
                    "<database>",
                    DataArguments::db)
            .flags(EXPLAIN, CSV);

    static final Verb CACHE = Verb.of(
                    entry(
                            "cache",
                            "cache <cache> [question] [pattern|key|name] [--csv]",
                            "Asks a cache: memory, hit rate, keys, time to live, slow log.",
                            READ,
                            "cache main",
                            "cache main hit-rate",
                            "cache main keys flights::* --csv"),
                    1,
                    3,
                    "<cache>",
                    given -> new Command.Cache(given.first(), given.optional(1), given.optional(2), given.flag(CSV)))
            .flags(CSV);

    static final Verb QUEUE = Verb.of(
                    entry(
                            "queue",
                            "queue <queue> [depth|failed|lag] [--csv]",
                            "Asks a queue how much waits in it, or has failed.",
                            READ,
                            "queue celery",
                            "queue celery failed"),
                    1,
                    2,
                    "<queue>",
                    given -> new Command.Queue(given.first(), given.optional(1), given.flag(CSV)))
            .flags(CSV);

    private DataArguments() {}

    private static Entry entry(String word, String usage, String summary, Risk risk, String... examples) {
        return new Entry(word, usage, summary, List.of(examples), risk);
    }

    private static Command db(Arguments given) throws MistakeException {
        List<String> words = given.positionals();
        String question = null;
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            Matcher value = VALUE.matcher(word);
            if (value.matches()) {
                if (values.put(value.group(1), value.group(2)) != null) {
                    throw new MistakeException(value.group(1) + " was given more than once.");
                }
            } else if (question == null) {
                question = word;
            } else {
                throw new MistakeException("\"" + word + "\" is too much: values are written name=value.");
            }
        }
        if (question == null && (!values.isEmpty() || given.flag(EXPLAIN))) {
            throw new MistakeException("Say which query is meant, before its values.");
        }
        return new Command.Db(given.first(), question, values, given.flag(EXPLAIN), given.flag(CSV));
    }

    static List<String> canonical(Command.Db db) {
        List<String> words = words(db.database(), db.question());
        db.values().forEach((name, value) -> words.add(Words.quote(name + "=" + value)));
        flag(words, EXPLAIN, db.explain());
        flag(words, CSV, db.csv());
        return words;
    }

    static List<String> canonical(Command.Cache cache) {
        List<String> words = words(cache.cache(), cache.question());
        if (cache.of() != null) {
            words.add(Words.quote(cache.of()));
        }
        flag(words, CSV, cache.csv());
        return words;
    }

    static List<String> canonical(Command.Queue queue) {
        List<String> words = words(queue.queue(), queue.question());
        flag(words, CSV, queue.csv());
        return words;
    }

    private static List<String> words(String name, @Nullable String question) {
        var words = new ArrayList<String>();
        words.add(Words.quote(name));
        if (question != null) {
            words.add(Words.quote(question));
        }
        return words;
    }

    private static void flag(List<String> words, String flag, boolean given) {
        if (given) {
            words.add(flag);
        }
    }
}
