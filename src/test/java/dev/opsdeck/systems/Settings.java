package dev.opsdeck.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Settings that a catalog needs and has no default for, each with a value that fits its name. */
final class Settings {
    private static final Pattern NEEDED = Pattern.compile("\\$\\{([A-Z0-9_]+)}");

    private Settings() {}

    /** Enough to read the catalog; nothing is reached by them. */
    static Function<String, Optional<String>> toRead(Path folder) {
        TreeSet<String> needed = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                NEEDED.matcher(Files.readString(file)).results().forEach(match -> needed.add(match.group(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name -> needed.contains(name) ? Optional.of(value(name)) : Optional.empty();
    }

    private static String value(String name) {
        if (name.contains("REDIS")) {
            return "redis://:a-password@localhost:6379";
        }
        if (name.contains("DB") || name.contains("DATABASE") || name.contains("POSTGRES")) {
            return "postgresql://somebody:a-password@localhost:5432/data";
        }
        return name.endsWith("_URL") ? "http://localhost:8080" : "a-value-of-" + name;
    }
}
