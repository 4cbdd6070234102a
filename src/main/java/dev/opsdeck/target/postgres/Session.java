package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Table;
import java.util.Map;

/** A read-only transaction on one database. */
interface Session extends AutoCloseable {
    /**
     * Runs one statement that reads.
     *
     * @param values of the parameters by name, as PostgreSQL reads them
     * @param limit rows beyond it are left out, which makes the table incomplete
     * @throws SqlFailure when the server refuses
     */
    Table rows(Sql sql, Map<String, String> values, int limit);

    default Table rows(String sql) {
        return rows(Sql.of(sql), Map.of(), 1_000);
    }

    @Override
    void close();
}
