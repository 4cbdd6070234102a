package dev.opsdeck.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${NAME}} and {@code ${NAME:-default}}. A setting is the environment variable {@code NAME}, or the
 * content of the file that {@code NAME_FILE} names, or a {@linkplain BuiltIns built-in}.
 */
final class Settings {
    private static final Pattern SETTING = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private final Function<String, Optional<String>> environment;
    private final Map<String, String> builtIns;
    private final Map<String, Optional<String>> looked = new HashMap<>();
    private final Set<String> taken = new LinkedHashSet<>();

    Settings(Function<String, Optional<String>> environment, Map<String, String> builtIns) {
        this.environment = environment;
        this.builtIns = builtIns;
    }

    /** The text with what could be filled in, and what could not. */
    record Filled(String text, List<Unset> unset) {}

    /** A setting that is nowhere to be had. */
    record Unset(String message, String suggestion) {}

    Filled fill(String text) {
        if (!text.contains("${")) {
            return new Filled(text, List.of());
        }
        List<Unset> unset = new ArrayList<>();
        Matcher matcher = SETTING.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String fallback = matcher.group(2);
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value(matcher.group(1), fallback, unset)));
        }
        matcher.appendTail(filled);
        return new Filled(filled.toString(), unset);
    }

    /** Every value that came from the environment so far. */
    Set<Secret> secrets() {
        return Secrets.toMask(taken);
    }

    private String value(String name, @org.jspecify.annotations.Nullable String fallback, List<Unset> unset) {
        try {
            Optional<String> found = looked.containsKey(name) ? looked.get(name) : look(name);
            looked.put(name, found);
            if (found.isPresent()) {
                return found.get();
            }
            if (fallback != null) {
                return fallback;
            }
            unset.add(new Unset(
                    "the setting " + name + " is not set",
                    "Set the environment variable " + name + ", or " + name + "_FILE to a file that holds it."));
        } catch (IOException e) {
            unset.add(new Unset(
                    "the file that " + name + "_FILE names cannot be read",
                    "Check that it exists and that opsdeck may read it."));
        }
        return "";
    }

    private Optional<String> look(String name) throws IOException {
        Optional<String> found = environment.apply(name);
        if (found.isEmpty()) {
            Optional<String> path = environment.apply(name + "_FILE");
            found = path.isPresent()
                    ? Optional.of(Files.readString(Path.of(path.get())).strip())
                    : Optional.empty();
        }
        found.ifPresent(taken::add);
        return found.isPresent() ? found : Optional.ofNullable(builtIns.get(name));
    }
}
