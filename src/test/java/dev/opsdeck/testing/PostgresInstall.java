package dev.opsdeck.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A real PostgreSQL of the machine's packages, with its own programs beside it, on a port of its own and with a
 * password; only where {@link Tool#POSTGRES} is there.
 */
public final class PostgresInstall implements AutoCloseable {
    /** Of the user {@code shop}, who may do everything. */
    public static final String PASSWORD = "opens-the-shop";

    private static final String USER = "shop";

    private final int port;
    private final ServerProcess process;

    private PostgresInstall(int port, ServerProcess process) {
        this.port = port;
        this.process = process;
    }

    /** Starts it with an empty database {@code shop}. */
    public static PostgresInstall start(String... settings) {
        Path folder = ServerProcess.folder("postgres");
        int port = FreePort.any();
        try {
            Path secret = Files.writeString(folder.resolve("password"), PASSWORD);
            boolean isRoot = System.getProperty("user.name").equals("root");
            if (isRoot) {
                // It refuses to run as root; its package has made this account.
                Tool.run("chown", "-R", "postgres", folder.toString());
            }
            String data = folder.resolve("data").toString();
            Tool.run(as(
                            isRoot,
                            "initdb",
                            "-D",
                            data,
                            "-U",
                            USER,
                            "-A",
                            "scram-sha-256",
                            "--pwfile",
                            secret.toString(),
                            "-E",
                            "UTF8",
                            "--locale=C.UTF-8")
                    .toArray(String[]::new));
            List<String> command =
                    as(isRoot, "postgres", "-D", data, "-p", String.valueOf(port), "-k", folder.toString());
            command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"));
            for (String setting : settings) {
                command.addAll(List.of("-c", setting));
            }
            ServerProcess process = ServerProcess.start(folder, command, () -> ServerProcess.accepts(port));
            var server = new PostgresInstall(port, process);
            server.run("postgres", "create database shop");
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> as(boolean isRoot, String program, String... arguments) {
        var command = new ArrayList<String>(
                isRoot ? List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups") : List.of());
        command.add(Tool.program(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** How it is written in a catalog, with user and password. */
    public String url(String database) {
        return "postgres://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, PASSWORD);
    }

    /** Runs statements in a database. */
    public void run(String database, String... statements) {
        try (Connection connection = awaited(database);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It accepts connections a moment before it accepts sessions. */
    private Connection awaited(String database) {
        return Awaitility.await("a session")
                .ignoreExceptionsMatching(e -> String.valueOf(e.getMessage()).contains("starting up"))
                .until(() -> connect(database), _ -> true);
    }

    /** What a query finds, each row as text with bars between its cells. */
    public List<String> rows(String database, String query) {
        try (Connection connection = connect(database);
                var statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join("|", cells));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its databases but those that every server has. */
    public List<String> databases() {
        return rows(
                "postgres",
                "select datname from pg_database where not datistemplate and datname <> 'postgres' order by 1");
    }

    @Override
    public void close() {
        process.close();
    }
}
