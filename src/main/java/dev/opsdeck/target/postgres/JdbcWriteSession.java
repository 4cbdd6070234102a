package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A connection of its own, over the network. */
final class JdbcWriteSession implements WriteSession {
    private static final int MOST_ROWS = 1_000;

    private final Connection connection;

    private JdbcWriteSession(Connection connection) {
        this.connection = connection;
    }

    static WriteSession open(Address address, WriteLimits limits) {
        try {
            var properties = JdbcSession.properties(address, limits.application(), limits.connect(), limits.whole());
            // One statement after another, as psql sends them: some must not be in a block with others.
            PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
            PGProperty.TCP_KEEP_ALIVE.set(properties, true);
            Connection connection = new Driver().connect(address.url(), properties);
            var session = new JdbcWriteSession(Objects.requireNonNull(connection, "the driver knows its own URLs"));
            session.settle(limits);
            return session;
        } catch (SQLException e) {
            throw JdbcSession.failure(e);
        }
    }

    private void settle(WriteLimits limits) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String setting : limits.settings()) {
                statement.execute("set " + setting);
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    @Override
    public Table run(String sql) {
        try (var statement = connection.createStatement()) {
            // Braces are SQL's own here.
            statement.setEscapeProcessing(false);
            if (!statement.execute(sql)) {
                return new Table(List.of(), List.of(), true);
            }
            try (ResultSet found = statement.getResultSet()) {
                return JdbcSession.table(found, MOST_ROWS);
            }
        } catch (SQLException e) {
            throw JdbcSession.failure(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Each statement stood for itself and has ended.
        }
    }
}
