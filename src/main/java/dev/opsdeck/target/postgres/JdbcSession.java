package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A connection of its own with one read-only transaction, which is rolled back. */
final class JdbcSession implements Session {
    private static final int AT_ONCE = 500;

    private final Connection connection;

    private JdbcSession(Connection connection) {
        this.connection = connection;
    }

    static Session open(Address address, Limits limits) {
        try {
            Connection connection = new Driver()
                    .connect(address.url(), properties(address, Limits.APPLICATION, limits.connect(), limits.whole()));
            var session = new JdbcSession(Objects.requireNonNull(connection, "the driver knows its own URLs"));
            session.begin(limits);
            return session;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    static Properties properties(Address address, String application, Duration connect, Duration whole) {
        var all = new Properties();
        all.putAll(address.credentials());
        PGProperty.APPLICATION_NAME.set(all, application);
        PGProperty.CONNECT_TIMEOUT.set(all, seconds(connect));
        PGProperty.SOCKET_TIMEOUT.set(all, seconds(whole));
        // The server tells the type of a value from where it stands, as it does for a literal.
        PGProperty.STRING_TYPE.set(all, "unspecified");
        PGProperty.PREPARE_THRESHOLD.set(all, 0);
        return all;
    }

    private static int seconds(Duration duration) {
        return Math.max(1, (int) duration.plusMillis(999).toSeconds());
    }

    /** Set in the transaction, so that it also holds behind a pooler that keeps connections. */
    private void begin(Limits limits) throws SQLException {
        try (var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set transaction read only");
            for (String setting : limits.settings()) {
                statement.execute("set local " + setting);
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    @Override
    public Table rows(Sql sql, Map<String, String> values, int limit) {
        try (var statement = connection.prepareStatement(sql.with(_ -> "?", "??"))) {
            int index = 1;
            for (String name : sql.parameters()) {
                statement.setString(index++, values.get(name));
            }
            return read(statement, limit);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static Table read(PreparedStatement statement, int limit) throws SQLException {
        statement.setMaxRows(limit + 1);
        statement.setFetchSize(AT_ONCE);
        try (ResultSet found = statement.executeQuery()) {
            return table(found, limit);
        }
    }

    static Table table(ResultSet found, int limit) throws SQLException {
        var meta = found.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(meta.getColumnLabel(i));
        }
        var rows = new Rows(columns, limit);
        while (found.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(Objects.requireNonNullElse(found.getString(i), ""));
            }
            rows.add(row);
        }
        return rows.table();
    }

    static SqlFailure failure(SQLException e) {
        ServerErrorMessage told = e instanceof PSQLException server ? server.getServerErrorMessage() : null;
        String words = told == null ? e.getMessage() : told.getMessage();
        return new SqlFailure(
                Objects.requireNonNullElse(e.getSQLState(), ""),
                Objects.requireNonNullElse(words, "no reason given"),
                e);
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            // It only read: a connection that breaks at its end has cost nothing.
        }
    }
}
