package dev.opsdeck.flow;

import dev.opsdeck.capture.CapturedLine;
import dev.opsdeck.catalog.LogLevel;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.probe.Grep;
import dev.opsdeck.probe.ProbeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a log are shown.
 *
 * @param levels empty for all
 * @param grep expression that a line must contain; null for none
 * @param exclude expression that it must not contain; null for none
 */
record LogFilter(
        Set<LogLevel> levels,
        @Nullable String grep,
        @Nullable String exclude) {
    static final LogFilter NONE = new LogFilter(Set.of(), null, null);
    static final Set<LogLevel> ERRORS = Set.of(LogLevel.FATAL, LogLevel.ERROR);

    /** What one look through a whole log may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    LogFilter {
        levels = Set.copyOf(levels);
    }

    boolean isEmpty() {
        return levels.isEmpty() && !searches();
    }

    /** Whether the text matters, and not only the level. */
    boolean searches() {
        return grep != null || exclude != null;
    }

    LogFilter of(Set<LogLevel> other) {
        return new LogFilter(other, grep, exclude);
    }

    /**
     * For one look through a log.
     *
     * @throws ProbeException while testing, when it takes too long
     */
    Predicate<CapturedLine> predicate() {
        Grep wanted = grep == null ? null : new Grep(Pattern.compile(grep));
        Grep unwanted = exclude == null ? null : new Grep(Pattern.compile(exclude));
        String marks = levels.stream().map(LogMark::of).map(String::valueOf).collect(Collectors.joining());
        long end = System.nanoTime() + PATIENCE.toNanos();
        return line -> {
            if (line.number() % 1024 == 0 && System.nanoTime() > end) {
                throw new ProbeException("Looking through the log took longer than " + PATIENCE.toSeconds()
                        + " s. Try a simpler expression, or fetch less with --since.");
            }
            if (!marks.isEmpty() && marks.indexOf(line.mark()) < 0) {
                return false;
            }
            String text = LogMark.text(line.text());
            return (wanted == null || wanted.finds(text)) && (unwanted == null || !unwanted.finds(text));
        };
    }

    /** In mrkdwn; empty when everything is shown. */
    Optional<String> words() {
        var words = new ArrayList<String>();
        if (!levels.isEmpty()) {
            words.add(levelWords());
        }
        if (grep != null) {
            words.add("with " + Mrkdwn.code(grep));
        }
        if (exclude != null) {
            words.add("without " + Mrkdwn.code(exclude));
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
    }

    private String levelWords() {
        Set<LogLevel> sorted = EnumSet.copyOf(levels);
        LogLevel mildest =
                LogLevel.values()[sorted.stream().mapToInt(Enum::ordinal).max().orElse(0)];
        boolean andWorse = sorted.equals(EnumSet.range(LogLevel.FATAL, mildest)) && mildest != LogLevel.FATAL;
        return andWorse
                ? mildest.name().toLowerCase(Locale.ROOT) + " and worse"
                : "only "
                        + sorted.stream()
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" and "));
    }
}
