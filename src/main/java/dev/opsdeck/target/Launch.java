package dev.opsdeck.target;

import dev.opsdeck.catalog.Service.LocalProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a process is started, with everything resolved.
 *
 * @param command program and arguments
 * @param environment all of it, nothing is inherited besides
 */
record Launch(List<String> command, Path directory, Map<String, String> environment) {
    /** Settings of opsdeck itself, secrets among them: what it runs has no business with them. */
    private static final Set<String> OWN = Set.of("SLACK_", "DATABASE_", "OPSDECK_");

    /**
     * Resolves what the catalog says: relative directories start at the catalog's folder, relative programs at the
     * working directory, and {@code java} is the one that opsdeck itself runs on.
     */
    static Launch of(LocalProcess process, Path catalog, Map<String, String> inherited) {
        Path directory = process.directory() == null ? catalog : catalog.resolve(process.directory());
        List<String> command = new ArrayList<>(process.command());
        command.set(0, program(command.getFirst(), directory));
        Map<String, String> environment = new HashMap<>(inherited);
        environment.keySet().removeIf(Launch::isOwn);
        environment.putAll(process.environment());
        return new Launch(List.copyOf(command), directory, Map.copyOf(environment));
    }

    private static String program(String name, Path directory) {
        if (name.equals("java")) {
            return Path.of(System.getProperty("java.home"), "bin", "java").toString();
        }
        return name.contains("/") ? directory.resolve(name).normalize().toString() : name;
    }

    /** Whether a variable is a setting of opsdeck's own. */
    static boolean isOwn(String name) {
        return OWN.stream().anyMatch(name::startsWith);
    }
}
