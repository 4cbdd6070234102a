package dev.opsdeck.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what changes a cache or a queue, and writes it back. */
final class CacheCareArguments {
    static final String ALL = "--all";
    static final String WITH_QUEUES = "--with-queues";

    private static final Set<String> CACHE = Set.of("delete", "flush", "warm", "set-config");
    private static final Set<String> QUEUE = Set.of("purge", "put-back", "retry-failed", "trigger");

    private CacheCareArguments() {}

    static boolean changesCache(Arguments given) {
        return CACHE.contains(word(given));
    }

    static boolean changesQueue(Arguments given) {
        return QUEUE.contains(word(given));
    }

    static void onlyAsked(Arguments given, String changes) throws MistakeException {
        if (!Terms.read(given).equals(Terms.NONE)) {
            throw new MistakeException(
                    "This only asks, and these options are for what changes something: " + changes + ".");
        }
    }

    static Command cache(Arguments given) throws MistakeException {
        List<String> rest = given.positionals().subList(2, given.positionals().size());
        CacheCare care =
                switch (word(given)) {
                    case "delete" -> new CacheCare.Delete(only(rest, "delete", "a key or a pattern", "flights::*"));
                    case "flush" -> {
                        none(rest, "flush");
                        yield new CacheCare.Flush(given.flag(ALL), given.flag(WITH_QUEUES));
                    }
                    case "warm" -> {
                        none(rest, "warm");
                        yield new CacheCare.Warm();
                    }
                    default -> {
                        if (rest.size() != 2) {
                            throw new MistakeException("set-config needs a setting and its new value, as in:"
                                    + " cache main set-config maxmemory-policy allkeys-lru");
                        }
                        yield new CacheCare.SetConfig(rest.getFirst().toLowerCase(Locale.ROOT), rest.get(1));
                    }
                };
        return new Command.CacheChange(given.first(), care, Terms.read(given));
    }

    static Command queue(Arguments given) throws MistakeException {
        List<String> rest = given.positionals().subList(2, given.positionals().size());
        QueueCare care =
                switch (word(given)) {
                    case "purge" -> {
                        none(rest, "purge");
                        yield new QueueCare.Purge();
                    }
                    case "retry-failed" -> {
                        none(rest, "retry-failed");
                        yield new QueueCare.RetryFailed();
                    }
                    case "put-back" ->
                        new QueueCare.PutBack(
                                only(rest, "put-back", "the name that the purge was given", "20261122-101500-1f"));
                    default -> new QueueCare.Trigger(only(rest, "trigger", "one of the catalog's triggers", "refresh"));
                };
        return new Command.QueueChange(given.first(), care, Terms.read(given));
    }

    private static String word(Arguments given) {
        String typed = given.optional(1);
        return typed == null ? "" : typed.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String only(List<String> rest, String word, String what, String example) throws MistakeException {
        if (rest.size() != 1) {
            throw new MistakeException(word + " needs " + what + ", such as " + example + ".");
        }
        return rest.getFirst();
    }

    private static void none(List<String> rest, String word) throws MistakeException {
        if (!rest.isEmpty()) {
            throw new MistakeException("\"" + rest.getFirst() + "\" is too much for " + word + ".");
        }
    }

    static List<String> canonical(Command.CacheChange change) {
        var words = new ArrayList<String>();
        words.add(Words.quote(change.cache()));
        switch (change.care()) {
            case CacheCare.Delete(String pattern) -> words.addAll(List.of("delete", Words.quote(pattern)));
            case CacheCare.Flush(boolean all, boolean withQueues) -> {
                words.add("flush");
                flag(words, ALL, all);
                flag(words, WITH_QUEUES, withQueues);
            }
            case CacheCare.Warm() -> words.add("warm");
            case CacheCare.SetConfig(String parameter, String value) ->
                words.addAll(List.of("set-config", Words.quote(parameter), Words.quote(value)));
        }
        words.addAll(change.terms().words());
        return words;
    }

    static List<String> canonical(Command.QueueChange change) {
        var words = new ArrayList<String>();
        words.add(Words.quote(change.queue()));
        switch (change.care()) {
            case QueueCare.Purge() -> words.add("purge");
            case QueueCare.PutBack(String purge) -> words.addAll(List.of("put-back", Words.quote(purge)));
            case QueueCare.RetryFailed() -> words.add("retry-failed");
            case QueueCare.Trigger(String name) -> words.addAll(List.of("trigger", Words.quote(name)));
        }
        words.addAll(change.terms().words());
        return words;
    }

    private static void flag(List<String> words, String flag, boolean given) {
        if (given) {
            words.add(flag);
        }
    }
}
