package dev.opsdeck.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL's client programs on this machine. */
final class ClientPrograms {
    /** Where Debian keeps those of each version; what is on the path is a wrapper that takes the server's own. */
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    private ClientPrograms() {}

    /** The folder of the newest ones, which can talk to every older server; empty when there are none. */
    static Optional<String> newest() {
        return Stream.concat(versions().stream(), path())
                .filter(folder -> Files.isExecutable(folder.resolve("pg_dump")))
                .filter(folder -> Files.isExecutable(folder.resolve("psql")))
                .map(Path::toString)
                .findFirst();
    }

    private static List<Path> versions() {
        if (!Files.isDirectory(VERSIONS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(VERSIONS)) {
            return all.sorted(Comparator.comparingInt(ClientPrograms::major).reversed())
                    .map(version -> version.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static int major(Path version) {
        String name = String.valueOf(version.getFileName());
        return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
    }

    private static Stream<Path> path() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
    }
}
