package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.DatabaseQuestion;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.importing.shell.Redirect;
import dev.opsdeck.importing.shell.Simple;
import java.util.List;
import java.util.Set;

/** {@code psql}, {@code pg_dump} and the other programs of PostgreSQL. */
final class PostgresCommands implements Known {
    private static final Set<String> UNPACKING = Set.of("gunzip", "zcat", "cat", "gzip", "zstd", "bzcat", "xz");

    @Override
    public Set<String> programs() {
        return Set.of(
                "psql",
                "pg_dump",
                "pg_dumpall",
                "pg_restore",
                "pg_isready",
                "vacuumdb",
                "reindexdb",
                "pg_resetwal",
                "dropdb",
                "createdb");
    }

    @Override
    public Meaning read(Call call, Gathered system) {
        Options options = Options.of(
                call.arguments(),
                "-U/--username",
                "-d/--dbname",
                "-h/--host",
                "-p/--port",
                "-c/--command",
                "-f/--file",
                "-t/--table",
                "-F/--format",
                "-j/--jobs");
        String database = system.data().database(system, call.service());
        List<String> words = options.words();
        system.data()
                .who(
                        options.value("-U").orElse(null),
                        options.value("-d").or(() -> words.stream().findFirst()).orElse(null));
        return switch (call.program()) {
            case "psql" -> psql(call, options, database, system);
            case "pg_dump", "pg_dumpall" -> Meaning.does(new StepSpec.Backup(database));
            case "pg_restore" ->
                options.has("l") || options.has("--list")
                        ? Meaning.does(new StepSpec.VerifyBackup(database, "latest", false))
                        : restore(database);
            case "pg_isready" -> Meaning.asks(new Probe.Database(database, DatabaseQuestion.PING));
            case "vacuumdb" ->
                Meaning.does(new StepSpec.Vacuum(
                        database,
                        options.value("-t").orElse(null),
                        options.has("z") || options.has("--analyze"),
                        options.has("f")));
            case "pg_resetwal" ->
                new Meaning.Unknown(
                        "It throws away what the database had not written yet, and with it what people entered last. Restore a backup instead.");
            case "dropdb", "createdb" ->
                new Meaning.Unknown("A restore puts a database in the place of another by itself.");
            default -> new Meaning.Unknown("opsdeck does not know " + call.program() + ".");
        };
    }

    private static Meaning psql(Call call, Options options, String database, Gathered system) {
        if (options.value("-c").isPresent()) {
            return Sql.read(options.value("-c").get(), call.title(), database, system);
        }
        Redirect file = call.inputFile();
        if (file != null && file.here() != null) {
            return Sql.read(file.here(), call.title(), database, system);
        }
        return isBackup(call, options) ? restore(database) : other(call, options);
    }

    private static boolean isBackup(Call call, Options options) {
        Simple input = call.input();
        Redirect file = call.inputFile();
        return (input != null && UNPACKING.contains(input.program()))
                || file != null
                || options.value("-f")
                        .filter(it -> it.contains("backup") || it.contains("dump"))
                        .isPresent();
    }

    private static Meaning other(Call call, Options options) {
        if (options.value("-f").isPresent() || call.input() != null) {
            return new Meaning.Unknown("It runs SQL that is not in the runbook.");
        }
        return new Meaning.Enters(call.service() == null ? "" : call.service());
    }

    private static Meaning restore(String database) {
        return Meaning.does(new StepSpec.Restore(database, "latest"));
    }
}
