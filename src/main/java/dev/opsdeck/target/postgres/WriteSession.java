package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Table;

/** A connection that may change its database. Each statement stands for itself: there is no transaction around it. */
interface WriteSession extends AutoCloseable {
    /**
     * Runs one statement.
     *
     * @return its rows; none for a statement without any
     * @throws SqlFailure when the server refuses
     */
    Table run(String sql);

    @Override
    void close();
}
