package dev.opsdeck.target;

import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables that a service's containers get from a file, as Docker reads such a file: no quotes, no shell. */
record EnvironmentFile(Map<String, String> variables) {
    static final EnvironmentFile NONE = new EnvironmentFile(Map.of());

    private static final Pattern LINE = Pattern.compile("(?:export )?([A-Za-z_][A-Za-z0-9_.-]*)=(.*)");

    /** @throws TargetException when the catalog names one that cannot be read */
    static EnvironmentFile of(Service service) {
        if (service.envFile() == null) {
            return NONE;
        }
        try {
            return parsed(Files.readAllLines(Path.of(service.envFile())));
        } catch (IOException e) {
            throw new TargetException(
                    "The environment file " + service.envFile() + " of " + service.name()
                            + " cannot be read on the machine that opsdeck runs on. Correct it or the catalog.",
                    e);
        }
    }

    private static EnvironmentFile parsed(List<String> lines) {
        var variables = new LinkedHashMap<String, String>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                variables.put(matcher.group(1), matcher.group(2));
            }
        }
        return new EnvironmentFile(variables);
    }

    /** Names only: the values are secrets. */
    @Override
    public String toString() {
        return "EnvironmentFile" + variables.keySet();
    }
}
