package dev.opsdeck.flow;

import dev.opsdeck.capture.Capture;
import dev.opsdeck.capture.CapturedLine;
import dev.opsdeck.catalog.LogLevel;
import dev.opsdeck.probe.LogLine;
import java.util.Optional;

/**
 * How a line of a log is kept in a capture: marked with the first letter of its level, as the time, the instance and the
 * text with a space between each.
 */
final class LogMark {
    private LogMark() {}

    static char of(LogLevel level) {
        return level.name().charAt(0);
    }

    static char of(Optional<LogLevel> level) {
        return level.map(LogMark::of).orElse(CapturedLine.PLAIN);
    }

    static String head(LogLine line) {
        return line.at() + " " + line.instance() + " ";
    }

    static String time(String kept) {
        return kept.substring(0, kept.indexOf(' '));
    }

    static String instance(String kept) {
        int first = kept.indexOf(' ');
        return kept.substring(first + 1, kept.indexOf(' ', first + 1));
    }

    static String text(String kept) {
        return kept.substring(kept.indexOf(' ', kept.indexOf(' ') + 1) + 1);
    }

    /** How many lines of the capture are of that level. */
    static long count(Capture capture, LogLevel level) {
        return capture.marks().getOrDefault(of(level), 0L);
    }
}
