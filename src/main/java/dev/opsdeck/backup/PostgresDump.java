package dev.opsdeck.backup;

import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.PipedEnd;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A database as pg_dump's plain text: it is written and read as a stream, a person can restore it with {@code psql}
 * alone, and its rows are counted as they go by.
 */
final class PostgresDump implements Producer {
    private static final List<String> ARGUMENTS =
            List.of("--format=plain", "--no-password", "--encoding=UTF8", "--lock-wait-timeout=60s");

    private final PostgresServer server;

    PostgresDump(PostgresServer server) {
        this.server = server;
    }

    @Override
    public Manifest.Kind kind() {
        return Manifest.Kind.POSTGRESQL;
    }

    @Override
    public String extension() {
        return ".sql";
    }

    @Override
    public Facts write(OutputStream to, String mark, BooleanSupplier stopped, Duration limit) {
        String tried = "Could not back up " + server;
        String version = server.version();
        String tool = server.tool("pg_dump");
        var counter = new RowCounter(to);
        var call = new PostgresServer.Call("pg_dump", ARGUMENTS, server.database(), "", mark, stopped, limit);
        PipedEnd end = server.run(call, null, counter);
        if (end.exitCode() != 0) {
            throw ToolFault.of(tried, "pg_dump", end);
        }
        if (!counter.complete()) {
            throw new TargetException(tried + ": pg_dump ended before it had written everything. Try again.");
        }
        return new Facts(tool, version, server.database(), counter.rows());
    }

    @Override
    public void end(String mark) {
        server.place().end(mark);
    }
}
