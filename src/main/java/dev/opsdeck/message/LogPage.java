package dev.opsdeck.message;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some lines of a log that was fetched once.
 *
 * @param of what wrote it
 * @param facts what is known of the whole: how it was fetched, where the lines are in it, how it is filtered
 * @param lines oldest first, without marks of any kind
 * @param warning what the reader must know, such as that there was more; null for nothing
 * @param buttons values of what can be done next, by action; absent where it cannot
 */
public record LogPage(
        String of,
        List<String> facts,
        List<String> lines,
        @Nullable String warning,
        Map<String, String> buttons) {
    public LogPage {
        facts = List.copyOf(facts);
        lines = List.copyOf(lines);
        buttons = Map.copyOf(buttons);
    }
}
