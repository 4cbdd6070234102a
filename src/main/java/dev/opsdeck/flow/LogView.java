package dev.opsdeck.flow;

import dev.opsdeck.capture.CaptureStore.Direction;
import dev.opsdeck.catalog.LogLevel;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody is in a captured log. Buttons carry it, so that a click needs nothing that is remembered elsewhere.
 *
 * @param line the first line of a page that is read forward; the one after the last of a page that is read backward
 */
record LogView(long capture, long line, Direction direction, LogFilter filter) {
    private static final String SEPARATOR = "|";
    private static final int PARTS = 6;

    /** The last lines that fit. */
    static LogView end(long capture, LogFilter filter) {
        return new LogView(capture, Long.MAX_VALUE, Direction.BACKWARD, filter);
    }

    LogView at(long other, Direction way) {
        return new LogView(capture, other, way, filter);
    }

    LogView with(LogFilter other) {
        return end(capture, other);
    }

    String value() {
        String grep = filter.grep() == null ? "" : filter.grep();
        String exclude = filter.exclude() == null ? "" : filter.exclude();
        String levels = filter.levels().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
        return String.join(
                SEPARATOR,
                Long.toString(capture),
                Long.toString(line),
                direction.name(),
                levels,
                Integer.toString(grep.length()),
                grep + exclude);
    }

    /** What {@link #value} wrote; empty when it did not write that. */
    static Optional<LogView> of(String value) {
        String[] parts = value.split("\\|", PARTS);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            int grep = Integer.parseInt(parts[4]);
            return Optional.of(new LogView(
                    Long.parseLong(parts[0]),
                    Long.parseLong(parts[1]),
                    Direction.valueOf(parts[2]),
                    new LogFilter(
                            levels(parts[3]), given(parts[5].substring(0, grep)), given(parts[5].substring(grep)))));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Set<LogLevel> levels(String names) {
        Set<LogLevel> levels = EnumSet.noneOf(LogLevel.class);
        for (String name : names.isEmpty() ? new String[0] : names.split(",")) {
            levels.add(LogLevel.valueOf(name));
        }
        return levels;
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }
}
