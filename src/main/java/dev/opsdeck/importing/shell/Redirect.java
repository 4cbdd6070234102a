package dev.opsdeck.importing.shell;

import org.jspecify.annotations.Nullable;

/**
 * Where a command's input comes from or its output goes.
 *
 * @param operator such as {@code >}, {@code 2>&}, {@code <<}
 * @param here what stands between the marks of a here-document; null for anything else
 */
public record Redirect(
        String operator, Word target, @Nullable String here) {
    public boolean isInput() {
        return operator.startsWith("<");
    }

    /** Whether it only keeps messages away from the reader. */
    public boolean isQuiet() {
        return target.text().equals("/dev/null") || operator.endsWith("&") || operator.startsWith("2");
    }
}
