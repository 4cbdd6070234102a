package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.importing.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Programs that look at, pack and delete files; of backups first of all. */
final class FileCommands implements Known {
    private static final String BACKUP = "backup";

    @Override
    public Set<String> programs() {
        return Set.of(
                "ls",
                "head",
                "tail",
                "cat",
                "less",
                "more",
                "gunzip",
                "gzip",
                "zcat",
                "zstd",
                "tar",
                "find",
                "rm",
                "logrotate",
                "truncate");
    }

    @Override
    public Meaning read(Call call, Gathered system) {
        return switch (call.program()) {
            case "ls" -> list(call, system);
            case "tar" -> tar(call, system);
            case "find" -> find(call, system);
            case "gunzip", "gzip", "zstd" -> unpack(call, system);
            case "logrotate" -> Meaning.does(new StepSpec.RotateLogs(system.rotated(absolute(last(call), call))));
            case "rm", "truncate" -> delete(call, system);
            default -> show(call, system);
        };
    }

    private static Meaning show(Call call, Gathered system) {
        boolean isDump = call.mentions(BACKUP) && call.mentions(".sql");
        if (isDump) {
            return Meaning.does(new StepSpec.VerifyBackup(system.data().database(system, null), "latest", false));
        }
        if (call.mentions(".env") || call.mentions("secret") || call.mentions("id_rsa") || call.mentions(".pem")) {
            return new Meaning.Unknown("It shows a file that holds secrets.");
        }
        boolean follows = call.program().equals("tail")
                && Options.of(call.arguments(), "-n").has("f");
        return follows
                ? new Meaning.Unknown(
                        "It follows a file that no service writes; /ops logs SERVICE --follow=5m follows a service.")
                : system.programs().run(call, Folders.absolute(call), Risk.READ, system);
    }

    /** A listing of a folder asks what is newest in it. */
    private static Meaning list(Call call, Gathered system) {
        String last = Options.of(call.arguments()).words().stream()
                .reduce((_, second) -> second)
                .orElse("");
        boolean isFolder = last.endsWith("/")
                || last.contains("*")
                || last.toLowerCase(java.util.Locale.ROOT).contains(BACKUP);
        if (call.service() != null || !isFolder || last.contains("$")) {
            return system.programs().run(call, Folders.absolute(call), Risk.READ, system);
        }
        String path = absolute(last, call);
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        boolean isPattern = name.contains("*") || name.contains(".");
        String folder = isPattern ? path.substring(0, Math.max(1, slash)) : path.replaceFirst("(?<=.)/$", "");
        return Meaning.asks(new Probe.NewestFile(system.server(), folder, isPattern ? name : "*"));
    }

    private static Meaning tar(Call call, Gathered system) {
        boolean creates = call.word(0).contains("c") && !call.word(0).contains("x");
        if (!creates) {
            return call.word(0).contains("t")
                    ? new Meaning.Unknown("It looks into an archive that opsdeck did not make.")
                    : new Meaning.Unknown(
                            "It puts old files over those that are there. Put the right ones back by hand, or let /ops rollback do it.");
        }
        List<String> sources =
                new ArrayList<>(Options.of(call.arguments(), "-C", "-f").words());
        if (!call.word(0).startsWith("-")) {
            sources.removeFirst();
        }
        sources.removeIf(source -> source.contains(".tar") || source.contains(".tgz") || source.contains("$"));
        if (sources.isEmpty()) {
            return new Meaning.Unknown("It does not say plainly what is packed.");
        }
        List<String> files = sources.stream()
                .filter(FileCommands::isFile)
                .map(file -> absolute(file, call))
                .toList();
        var steps = new ArrayList<StepSpec>();
        if (!files.isEmpty()) {
            steps.add(new StepSpec.Backup(system.backedUp(new Found.Files(null, files, call.service()))));
        }
        sources.stream()
                .filter(source -> !isFile(source))
                .map(folder -> absolute(folder, call))
                .forEach(folder -> steps.add(new StepSpec.Backup(
                        system.backedUp(new Found.Files(folder.replaceFirst("/$", ""), List.of(), call.service())))));
        return new Meaning.Does(steps);
    }

    private static boolean isFile(String path) {
        return !path.endsWith("/") && path.substring(path.lastIndexOf('/') + 1).contains(".");
    }

    private static Meaning find(Call call, Gathered system) {
        boolean deletes = call.has("-delete") || call.has("-exec");
        if (!deletes) {
            return system.programs().run(call, Folders.absolute(call), Risk.READ, system);
        }
        if (!call.mentions(BACKUP) && !call.mentions(".sql")) {
            return new Meaning.Unknown("It deletes files by their names.");
        }
        Options.of(call.arguments(), "-mtime")
                .value("-mtime")
                .filter(days -> days.matches("\\+\\d{1,4}"))
                .ifPresent(days -> system.data().keep(days.substring(1) + "d"));
        return Meaning.does(new StepSpec.PruneBackups(system.data().database(system, null)));
    }

    private static Meaning unpack(Call call, Gathered system) {
        boolean tests = Options.of(call.arguments()).has("t");
        if (tests) {
            return Meaning.does(new StepSpec.VerifyBackup(system.data().database(system, null), "latest", false));
        }
        return system.programs().run(call, Folders.absolute(call), Risk.CHANGE, system);
    }

    private static Meaning delete(Call call, Gathered system) {
        if (call.mentions("maintenance") && call.service() != null) {
            return Maintenance.page(call, false, system);
        }
        return new Meaning.Unknown("It deletes or empties files by their names.");
    }

    private static String last(Call call) {
        return call.arguments().isEmpty() ? "" : call.arguments().getLast().text();
    }

    static String absolute(String path, Call call) {
        return Folders.absolute(Word.plain(path), call).text();
    }
}
