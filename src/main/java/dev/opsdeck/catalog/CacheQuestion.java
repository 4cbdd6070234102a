package dev.opsdeck.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a cache can be asked, and what is measured. */
public enum CacheQuestion {
    /** Measures {@code latency} in ms. */
    PING,
    /** Version, uptime, clients, memory, keys, hit rate at a glance; measures {@code clients}. */
    INFO,
    /** Measures {@code used} in percent of the limit and {@code bytes}. */
    MEMORY,
    /** Measures {@code ratio} in percent. */
    HIT_RATE("hits", "stats"),
    /** Measures {@code keys} of the database. */
    SIZE("dbsize"),
    /** Keys that fit a pattern, found by SCAN; measures {@code keys}. */
    KEYS,
    /** Measures {@code seconds} that a key still lives; -1 for ever, -2 when it is not there. */
    TTL,
    /** Measures {@code length} of a list. */
    LENGTH("llen"),
    /** Slowest commands; measures {@code entries}. */
    SLOW_LOG("slowlog", "slow"),
    /** A setting by its name or pattern. */
    CONFIG("setting");

    private final List<String> synonyms;

    CacheQuestion(String... synonyms) {
        this.synonyms = List.of(synonyms);
    }

    /** The word of the catalog and of commands. */
    public String word() {
        return RecordShape.wordOf(this);
    }

    /** Whether it must be told which keys, key or setting is meant. */
    public boolean needsMore() {
        return switch (this) {
            case KEYS, TTL, LENGTH, CONFIG -> true;
            case PING, INFO, MEMORY, HIT_RATE, SIZE, SLOW_LOG -> false;
        };
    }

    /** The question that is called so, or that people call so. */
    public static Optional<CacheQuestion> of(String word) {
        String lower = word.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(values())
                .filter(question -> question.word().equals(lower) || question.synonyms.contains(lower))
                .findFirst();
    }
}
