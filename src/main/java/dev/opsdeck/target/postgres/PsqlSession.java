package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Table;
import dev.opsdeck.target.ContainerPrograms;
import dev.opsdeck.target.ProgramOutput;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** psql in the container of the database, started anew for each statement, each in a read-only transaction. */
final class PsqlSession implements Session {
    /** As psql prints with VERBOSITY=verbose: the code, then the words. */
    private static final Pattern REFUSAL = Pattern.compile("(?:ERROR|FATAL):\\s+([0-9A-Z]{5}): (.*)");

    private static final Pattern UNCODED = Pattern.compile("(?:ERROR|FATAL|error):\\s+(.*)");
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private final ContainerPrograms containers;
    private final ManagedSystem system;
    private final String service;
    private final Database.Exec exec;
    private final Limits limits;

    PsqlSession(ContainerPrograms containers, ManagedSystem system, String service, Database.Exec exec, Limits limits) {
        this.containers = containers;
        this.system = system;
        this.service = service;
        this.exec = exec;
        this.limits = limits;
    }

    @Override
    public Table rows(Sql sql, Map<String, String> values, int limit) {
        String text = sql.with(name -> literal(values.get(name)), "?");
        List<String> commands = Explain.is(text)
                ? List.of("begin read only", text)
                : List.of(
                        "begin read only",
                        // A cursor is for queries only: the server's grammar refuses anything else here.
                        "declare opsdeck no scroll cursor for " + text,
                        "fetch forward " + (limit + 1) + " from opsdeck");
        ProgramOutput ran = run(psql(exec, commands));
        if (ran.exitCode() != 0) {
            throw failure(ran);
        }
        return table(ran, limit);
    }

    /** Whether the server takes connections, by the word of pg_isready. */
    void awaitReady() {
        ProgramOutput ran = run(List.of(
                "pg_isready",
                "-U",
                exec.user(),
                "-d",
                exec.name(),
                "-t",
                String.valueOf(limits.connect().toSeconds())));
        switch ((int) ran.exitCode()) {
            case 0 -> {}
            case 1 -> throw new SqlFailure("57P03", "the server is starting or stopping");
            default -> throw new SqlFailure("08001", "no answer to pg_isready in the container of " + service);
        }
    }

    private ProgramOutput run(List<String> program) {
        ProgramOutput ran = containers.run(system, service, program, environment(), limits.whole());
        if (ran.exitCode() == NOT_FOUND || ran.exitCode() == NOT_EXECUTABLE) {
            throw new ProbeException("There is no " + program.getFirst() + " in the container of " + service
                    + ". Give the database a url instead of exec.");
        }
        return ran;
    }

    static List<String> psql(Database.Exec exec, List<String> commands) {
        var program = new ArrayList<>(List.of("psql", "--no-psqlrc", "--quiet", "--no-password", "--csv"));
        program.addAll(
                List.of("-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose", "-U", exec.user(), "-d", exec.name()));
        commands.forEach(command -> program.addAll(List.of("-c", command)));
        return program;
    }

    private Map<String, String> environment() {
        String options = limits.settings().stream()
                .map(setting -> "-c " + setting.replace(" ", ""))
                .collect(Collectors.joining(" "));
        return Map.of(
                "PGOPTIONS",
                "-c default_transaction_read_only=on " + options,
                "PGAPPNAME",
                Limits.APPLICATION,
                "PGCONNECT_TIMEOUT",
                String.valueOf(Math.max(2, limits.connect().toSeconds())),
                "LC_ALL",
                "C");
    }

    /** Within single quotes, under standard_conforming_strings, only the quote itself is special. */
    static String literal(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "null" : "'" + value.replace("\0", "").replace("'", "''") + "'";
    }

    static SqlFailure failure(ProgramOutput ran) {
        Matcher coded = REFUSAL.matcher(ran.error());
        if (coded.find()) {
            return new SqlFailure(Objects.requireNonNull(coded.group(1)), Objects.requireNonNull(coded.group(2)));
        }
        Matcher told = UNCODED.matcher(ran.error());
        String words = told.find() ? Objects.requireNonNull(told.group(1)) : "psql ended with code " + ran.exitCode();
        return new SqlFailure(SqlFaults.stateOf(ran.error()), words);
    }

    static Table table(ProgramOutput ran, int limit) {
        try (var csv = CSVFormat.RFC4180.parse(new StringReader(ran.output()))) {
            List<CSVRecord> records = csv.getRecords();
            if (records.isEmpty()) {
                return new Table(List.of(), List.of(), true);
            }
            var rows = new Rows(records.getFirst().toList(), limit);
            // The last row of an output that was cut is half a row.
            int end = ran.complete() ? records.size() : records.size() - 1;
            records.subList(1, Math.max(1, end)).forEach(row -> rows.add(row.toList()));
            Table table = rows.table();
            return new Table(table.columns(), table.rows(), table.complete() && ran.complete());
        } catch (IOException e) {
            throw new UncheckedIOException("psql's output is not CSV", e);
        }
    }

    @Override
    public void close() {}
}
