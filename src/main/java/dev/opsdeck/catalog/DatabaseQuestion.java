package dev.opsdeck.catalog;

/** What every PostgreSQL database can be asked, and what is measured. */
public enum DatabaseQuestion {
    /** Whether it takes connections; measures {@code latency} in ms. */
    PING,
    VERSION,
    /** Connections by state against the maximum; measures {@code used} in percent and {@code connections}. */
    CONNECTIONS,
    /** What runs now; measures {@code queries} and {@code longest} in seconds. */
    ACTIVE,
    /** What runs for more than a minute, or is idle in a transaction; measures {@code queries}. */
    LONG,
    /** Worst statements of pg_stat_statements; measures {@code mean} in ms of the worst. */
    SLOW,
    /** Measures {@code bytes} of the whole database. */
    SIZES,
    /** Estimated waste of tables; measures {@code dead} in percent of the worst. */
    BLOAT,
    /** How often indexes are used; measures {@code unused}. */
    INDEXES,
    /** Tables that are read from end to end often; measures {@code tables}. */
    MISSING_INDEXES,
    /** Who blocks whom; measures {@code blocked} and {@code longest} in seconds. */
    LOCKS,
    /** Measures {@code lag} in seconds of the worst standby. */
    REPLICATION,
    /** Measures {@code ratio} in percent. */
    HIT_RATE
}
