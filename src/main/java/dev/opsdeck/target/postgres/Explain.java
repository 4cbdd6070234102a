package dev.opsdeck.target.postgres;

/** How PostgreSQL would run a query; only with ANALYZE it runs it, too. */
final class Explain {
    private static final String PREFIX = "explain (format text) ";
    private static final String TIMED = "explain (analyze, format text) ";

    private Explain() {}

    /** @param timed runs it and shows the actual times */
    static String of(String sql, boolean timed) {
        return (timed ? TIMED : PREFIX) + sql;
    }

    static boolean is(String sql) {
        return sql.startsWith(PREFIX) || sql.startsWith(TIMED);
    }
}
