package dev.opsdeck.backup;

import dev.opsdeck.target.Piped;
import dev.opsdeck.target.PipedEnd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server of PostgreSQL, as its own programs reach it.
 *
 * @param environment how they log in; may hold a password
 * @param database the database's name in the server
 * @param shown where that is, without credentials
 */
record PostgresServer(Place place, Map<String, String> environment, String database, String shown) {
    private static final Duration QUICK = Duration.ofMinutes(2);
    private static final String TAB = "\t";

    /** psql does not wait for its input's end then, which not every engine passes on. */
    private static final byte[] QUIT = "\n\\q\n".getBytes(StandardCharsets.UTF_8);

    /** Every server has it; one cannot be connected to a database that is renamed or made. */
    static final String MAINTENANCE = "postgres";

    /**
     * How one of the programs is run.
     *
     * @param settings of the server for this session; may be empty
     */
    record Call(
            String program,
            List<String> arguments,
            String database,
            String settings,
            String mark,
            BooleanSupplier stopped,
            Duration limit) {
        Call {
            arguments = List.copyOf(arguments);
        }
    }

    PipedEnd run(Call call, @Nullable InputStream input, OutputStream output) {
        var program = new ArrayList<>(List.of(place.program(call.program())));
        program.addAll(call.arguments());
        var variables = new HashMap<>(environment);
        variables.put("PGDATABASE", call.database());
        variables.put("PGAPPNAME", "opsdeck");
        variables.put("PGCONNECT_TIMEOUT", "10");
        variables.put("PGCLIENTENCODING", "UTF8");
        if (!call.settings().isEmpty()) {
            variables.put("PGOPTIONS", call.settings());
        }
        return place.run(new Piped(program, variables, call.mark(), input, output, call.stopped()), call.limit());
    }

    /** Gives psql a script on its standard input; it stops at the first error. */
    PipedEnd script(Call call, InputStream sql, OutputStream output) {
        return run(call, new SequenceInputStream(sql, new ByteArrayInputStream(QUIT)), output);
    }

    static List<String> quiet(String... more) {
        var arguments = new ArrayList<>(List.of("-X", "-q", "-w", "-v", "ON_ERROR_STOP=1"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /**
     * The rows that statements lead to, each with its cells.
     *
     * @param tried what for, as a sentence without its end
     */
    List<List<String>> ask(String tried, String in, String sql) {
        return ask(tried, in, sql, QUICK, () -> false);
    }

    List<List<String>> ask(String tried, String in, String sql, Duration limit, BooleanSupplier stopped) {
        var output = new ByteArrayOutputStream();
        var call = new Call(
                "psql", quiet("-A", "-t", "-F", TAB), in, "", UUID.randomUUID().toString(), stopped, limit);
        PipedEnd end = script(call, new ByteArrayInputStream(sql.getBytes(StandardCharsets.UTF_8)), output);
        if (end.exitCode() != 0) {
            throw ToolFault.of(tried, "psql", end);
        }
        return output.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> List.of(line.split(TAB, -1)))
                .toList();
    }

    /** Does something that leads to no rows. */
    void tell(String tried, String in, String sql) {
        ask(tried, in, sql);
    }

    /** The names of its databases that begin so. */
    Set<String> databases(String prefix) {
        var names = new TreeSet<String>();
        ask("Could not list the databases of " + shown, MAINTENANCE, """
                        select datname from pg_database where left(datname, %d) = %s;""".formatted(
                                prefix.codePointCount(0, prefix.length()), literal(prefix)))
                .forEach(row -> names.add(row.getFirst()));
        return names;
    }

    boolean has(String name) {
        return databases(name).contains(name);
    }

    String version() {
        return ask("Could not ask " + shown + " for its version", MAINTENANCE, "show server_version;")
                .getFirst()
                .getFirst();
    }

    /** What a program says that it is. */
    String tool(String name) {
        var output = new ByteArrayOutputStream();
        var call = new Call(
                name, List.of("--version"), database, "", UUID.randomUUID().toString(), () -> false, QUICK);
        PipedEnd end = run(call, null, output);
        if (end.exitCode() != 0) {
            throw ToolFault.of("Could not ask for the version of " + name, name, end);
        }
        return output.toString(StandardCharsets.UTF_8).strip();
    }

    static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public String toString() {
        return shown;
    }
}
