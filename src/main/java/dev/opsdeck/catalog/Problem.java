package dev.opsdeck.catalog;

import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something in the catalog that must be put right.
 *
 * @param file name of the file within the catalog's folder
 * @param line from 1; 0 when it concerns the file as a whole
 * @param column from 1; 0 when it concerns the file as a whole
 * @param path JSON pointer of the value within the file, empty for the whole file
 * @param message what is wrong, without secrets
 * @param suggestion what to do about it; null when the message says it all
 */
public record Problem(
        String file,
        int line,
        int column,
        String path,
        String message,
        @Nullable String suggestion) implements Comparable<Problem> {

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::message);

    /** The same, with stars in place of the values. */
    Problem without(Set<Secret> secrets) {
        String masked = message;
        String maskedSuggestion = suggestion;
        for (Secret secret : secrets) {
            masked = masked.replace(secret.value(), secret.toString());
            maskedSuggestion =
                    maskedSuggestion == null ? null : maskedSuggestion.replace(secret.value(), secret.toString());
        }
        return new Problem(file, line, column, path, masked, maskedSuggestion);
    }

    /** In the order in which somebody would read the files. */
    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    /** {@code shop.yml:12:5: unknown key "depend-on" in service "api". Did you mean "depends-on"?} */
    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        return place + ": " + message + "." + (suggestion == null ? "" : " " + suggestion);
    }
}
