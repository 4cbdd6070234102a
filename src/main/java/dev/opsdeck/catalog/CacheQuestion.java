package dev.opsdeck.catalog;

/** What a cache can be asked, and what is measured. */
public enum CacheQuestion {
    /** Measures {@code latency} in ms. */
    PING,
    /** Version, uptime, clients, memory, keys, hit rate at a glance; measures {@code clients}. */
    INFO,
    /** Measures {@code used} in percent of the limit and {@code bytes}. */
    MEMORY,
    /** Measures {@code ratio} in percent. */
    HIT_RATE,
    /** Measures {@code keys} of the database. */
    SIZE,
    /** Keys that fit a pattern, found by SCAN; measures {@code keys}. */
    KEYS,
    /** Measures {@code seconds} that a key still lives; -1 for ever, -2 when it is not there. */
    TTL,
    /** Measures {@code length} of a list. */
    LENGTH,
    /** Slowest commands; measures {@code entries}. */
    SLOW_LOG,
    /** A setting by its name or pattern. */
    CONFIG
}
