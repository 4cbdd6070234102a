package dev.opsdeck.target.postgres;

/** How PostgreSQL would run a query; without ANALYZE it does not run it. */
final class Explain {
    private static final String PREFIX = "explain (format text) ";

    private Explain() {}

    static String of(String sql) {
        return PREFIX + sql;
    }

    static boolean is(String sql) {
        return sql.startsWith(PREFIX);
    }
}
