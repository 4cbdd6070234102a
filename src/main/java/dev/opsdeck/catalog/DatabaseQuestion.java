package dev.opsdeck.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What every PostgreSQL database can be asked, and what is measured. */
public enum DatabaseQuestion {
    /** Whether it takes connections; measures {@code latency} in ms. */
    PING("ready", "pg-isready"),
    VERSION,
    /** Connections by state against the maximum; measures {@code used} in percent and {@code connections}. */
    CONNECTIONS("connections-by-state", "max-connections", "idle-connections"),
    /** What runs now; measures {@code queries} and {@code longest} in seconds. */
    ACTIVE("active-queries", "active-connections", "queries"),
    /** What runs for more than a minute, or is idle in a transaction; measures {@code queries}. */
    LONG("long-queries", "long-running"),
    /** Worst statements of pg_stat_statements; measures {@code mean} in ms of the worst. */
    SLOW("slow-queries"),
    /** Measures {@code bytes} of the whole database. */
    SIZES("size", "table-sizes", "tables"),
    /** Estimated waste of tables; measures {@code dead} in percent of the worst. */
    BLOAT,
    /** How often indexes are used; measures {@code unused}. */
    INDEXES("index-usage", "index-use", "index-stats"),
    /** Tables that are read from end to end often; measures {@code tables}. */
    MISSING_INDEXES,
    /** Who blocks whom; measures {@code blocked} and {@code longest} in seconds. */
    LOCKS("blocked", "blocking"),
    /** Measures {@code lag} in seconds of the worst standby. */
    REPLICATION("replication-lag"),
    /** Measures {@code ratio} in percent. */
    HIT_RATE("cache-hit-rate");

    private final List<String> synonyms;

    DatabaseQuestion(String... synonyms) {
        this.synonyms = List.of(synonyms);
    }

    /** The word of the catalog and of commands. */
    public String word() {
        return RecordShape.wordOf(this);
    }

    /** The question that is called so, or that people call so. */
    public static Optional<DatabaseQuestion> of(String word) {
        String lower = word.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(values())
                .filter(question -> question.word().equals(lower) || question.synonyms.contains(lower))
                .findFirst();
    }
}
