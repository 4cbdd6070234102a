package dev.opsdeck.importing;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A first catalog of a system.
 *
 * @param system its name
 * @param files texts by their names: the system's own file, and {@code access.yml}
 * @param settings environment variables that have to be set before the catalog can be used
 * @param counts what there is of each section of the catalog
 */
public record Draft(
        String system, Map<String, String> files, List<String> settings, Map<String, Integer> counts, Tally tally) {
    private static final Pattern SETTING = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    static List<String> settingsIn(String text) {
        return SETTING.matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    /** The name, or the name with the first number that makes it free. */
    static String free(String wanted, Collection<String> taken) {
        String name = wanted;
        for (int i = 2; taken.contains(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    /** What names of a system's settings begin with. */
    static String variable(String system) {
        String name = system.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        return Character.isDigit(name.charAt(0)) ? "S" + name : name;
    }
}
