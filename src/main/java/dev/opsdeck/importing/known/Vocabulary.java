package dev.opsdeck.importing.known;

import dev.opsdeck.importing.shell.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All programs that are known, each by who knows it best. */
final class Vocabulary {
    /** Nothing that these do outlives the script that they stand in. */
    private static final Set<String> SCRIPT = Set.of(
            "echo", "printf", "cd", "export", "set", "true", "false", "exit", "return", "log", "source", ".", "read",
            "clear", "local", "unset", "shift", "trap", ":", "pushd", "popd", "alias");

    private static final List<Known> ALL = Stream.concat(
                    Stream.of(
                            new ComposeCommands(),
                            new DockerCommands(),
                            new KubernetesCommands(),
                            new PostgresCommands(),
                            new RedisCommands(),
                            new WebCommands(),
                            new HostLooks(),
                            new FileCommands(),
                            new Maintenance(),
                            new GitCommands(),
                            new ServiceCommands()),
                    Tool.ALL.stream())
            .toList();

    private static final Map<String, Known> BY_PROGRAM = index();

    private Vocabulary() {}

    private static Map<String, Known> index() {
        var index = new LinkedHashMap<String, Known>();
        ALL.forEach(known -> known.programs().forEach(program -> index.putIfAbsent(program, known)));
        return index;
    }

    static boolean isScript(String program) {
        return SCRIPT.contains(program);
    }

    static boolean knows(String program) {
        return BY_PROGRAM.containsKey(program);
    }

    static Meaning read(Call call, Gathered system) {
        String program = call.program();
        if (isScript(program)) {
            return new Meaning.Nothing();
        }
        Known known = BY_PROGRAM.get(program);
        if (known != null) {
            return known instanceof Tool
                    ? known.read(call.of(Folders.absolute(call)), system)
                    : known.read(call, system);
        }
        String written = call.command().words().getFirst().text();
        if (written.contains("://")) {
            return new Meaning.Unknown("It is an address for a browser, not a program.");
        }
        if (written.contains("/") && !call.command().words().getFirst().expands()) {
            return script(call, system);
        }
        return new Meaning.Unknown("opsdeck does not know the program " + program + ".");
    }

    /** A program of the system's own, by its path. */
    private static Meaning script(Call call, Gathered system) {
        Tool own = new Tool(
                Set.of(),
                Set.of("--check", "--status", "status", "--dry-run"),
                Set.of("restore", "--restore", "--force", "purge", "reset", "drop", "rollback", "downgrade"));
        List<Word> words = Folders.absolute(call);
        return own.read(call.of(words), system);
    }
}
