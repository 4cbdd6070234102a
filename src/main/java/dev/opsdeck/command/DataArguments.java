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

    private static final String DATABASE_CARE = "kill-long|kill-idle [--older-than=5m] [--in-transaction]"
            + " | kill <pid> | vacuum|vacuum-analyze [table] | vacuum-full <table> | analyze [table …]"
            + " | reindex <index|table> | create-index <index> | set <parameter> <value|default>";
    private static final String CACHE_CARE =
            "delete <key|pattern> | flush [--all] [--with-queues] | warm | set-config <setting> <value>";
    private static final String QUEUE_CARE = "purge | put-back <purge> | retry-failed | trigger <name>";

    static final Verb DB = Verb.of(
                    entry(
                            "db",
                            "db <database> [question|query] [name=value …] [--explain] [--csv], or: db <database>" + " "
                                    + DATABASE_CARE + Terms.USAGE,
                            "Asks a database: connections, long queries, locks, sizes, or a query of the catalog; or"
                                    + " cares for it.",
                            READ,
                            "db main",
                            "db shop/main slow-queries",
                            "db main orders-of status=open --csv",
                            "db main orders-of status=open --explain",
                            "db main kill-long --older-than=5m",
                            "db main vacuum-analyze orders",
                            "db main set work_mem 64MB --reason=\"sorts go to disk\""),
                    1,
                    2 + MOST_VALUES,
                    "<database>",
                    DataArguments::db)
            .flags(EXPLAIN, CSV, CareArguments.IN_TRANSACTION)
            .values(CareArguments.OLDER_THAN)
            .terms();

    static final Verb CACHE = Verb.of(
                    entry(
                            "cache",
                            "cache <cache> [question] [pattern|key|name] [--csv], or: cache <cache> " + CACHE_CARE
                                    + Terms.USAGE,
                            "Asks a cache: memory, hit rate, keys, time to live, slow log; or deletes, flushes, warms.",
                            READ,
                            "cache main",
                            "cache main hit-rate",
                            "cache main keys flights::* --csv",
                            "cache main delete flights::*",
                            "cache main flush --reason=\"stale prices\""),
                    1,
                    4,
                    "<cache>",
                    DataArguments::cache)
            .flags(CSV, CacheCareArguments.ALL, CacheCareArguments.WITH_QUEUES)
            .terms();

    static final Verb QUEUE = Verb.of(
                    entry(
                            "queue",
                            "queue <queue> [depth|failed|lag] [--csv], or: queue <queue> " + QUEUE_CARE + Terms.USAGE,
                            "Asks a queue how much waits in it, or has failed; or purges it, retries, starts work.",
                            READ,
                            "queue celery",
                            "queue celery failed",
                            "queue celery purge",
                            "queue celery trigger refresh"),
                    1,
                    3,
                    "<queue>",
                    DataArguments::queue)
            .flags(CSV)
            .terms();

    private DataArguments() {}

    private static Entry entry(String word, String usage, String summary, Risk risk, String... examples) {
        return new Entry(word, usage, summary, List.of(examples), risk);
    }

    private static Command cache(Arguments given) throws MistakeException {
        if (CacheCareArguments.changesCache(given)) {
            return CacheCareArguments.cache(given);
        }
        CacheCareArguments.onlyAsked(given, CACHE_CARE);
        if (given.positionals().size() > 3) {
            throw new MistakeException("\"" + given.optional(3) + "\" is too much: a cache is asked one question.");
        }
        return new Command.Cache(given.first(), given.optional(1), given.optional(2), given.flag(CSV));
    }

    private static Command queue(Arguments given) throws MistakeException {
        if (CacheCareArguments.changesQueue(given)) {
            return CacheCareArguments.queue(given);
        }
        CacheCareArguments.onlyAsked(given, QUEUE_CARE);
        if (given.positionals().size() > 2) {
            throw new MistakeException("\"" + given.optional(2) + "\" is too much: a queue is asked one question.");
        }
        return new Command.Queue(given.first(), given.optional(1), given.flag(CSV));
    }

    private static Command db(Arguments given) throws MistakeException {
        if (CareArguments.changesDatabase(given)) {
            return CareArguments.database(given);
        }
        CareArguments.onlyAsked(given, DATABASE_CARE);
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
