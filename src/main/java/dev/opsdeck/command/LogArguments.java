package dev.opsdeck.command;

import dev.opsdeck.catalog.LogLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes the options of {@code logs}. */
final class LogArguments {
    private static final int MOST_LINES = 100_000;
    private static final long LONGEST_FOLLOW_MINUTES = 60;

    private LogArguments() {}

    static Command read(Arguments given) throws MistakeException {
        return new Command.Logs(
                given.first(),
                period(given.value("--since"), "--since"),
                lines(given.value("--tail")),
                expression(given.value("--grep")),
                expression(given.value("--exclude")),
                levels(given.value("--level")),
                follow(given.value("--follow")),
                given.flag("--export"));
    }

    static @Nullable String period(@Nullable String typed, String option) throws MistakeException {
        if (typed != null
                && Period.parse(typed).filter(period -> !period.isZero()).isEmpty()) {
            throw new MistakeException(option + " must be a time such as 30m, 12h or 7d, not \"" + typed + "\".");
        }
        return typed;
    }

    private static @Nullable String follow(@Nullable String typed) throws MistakeException {
        period(typed, "--follow");
        if (typed != null && Period.parse(typed).orElseThrow().toMinutes() > LONGEST_FOLLOW_MINUTES) {
            throw new MistakeException("--follow ends after " + LONGEST_FOLLOW_MINUTES + "m at the latest.");
        }
        return typed;
    }

    private static int lines(@Nullable String typed) throws MistakeException {
        if (typed == null) {
            return 0;
        }
        if (!typed.matches("\\d{1,6}") || Integer.parseInt(typed) < 1 || Integer.parseInt(typed) > MOST_LINES) {
            throw new MistakeException("--tail must be a number from 1 to " + MOST_LINES + ", not \"" + typed + "\".");
        }
        return Integer.parseInt(typed);
    }

    private static @Nullable String expression(@Nullable String typed) throws MistakeException {
        Optional<String> mistake = typed == null ? Optional.empty() : Expression.mistake(typed);
        if (mistake.isPresent()) {
            throw new MistakeException(mistake.get());
        }
        return typed;
    }

    /** One level means it and worse; several mean just these. */
    private static Set<LogLevel> levels(@Nullable String typed) throws MistakeException {
        if (typed == null) {
            return Set.of();
        }
        Set<LogLevel> named = EnumSet.noneOf(LogLevel.class);
        for (String word : typed.split(",")) {
            named.add(level(word.strip()));
        }
        return typed.contains(",")
                ? named
                : EnumSet.range(LogLevel.FATAL, named.iterator().next());
    }

    private static LogLevel level(String word) throws MistakeException {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "fatal", "critical" -> LogLevel.FATAL;
            case "error", "errors" -> LogLevel.ERROR;
            case "warn", "warning" -> LogLevel.WARN;
            case "info" -> LogLevel.INFO;
            case "debug" -> LogLevel.DEBUG;
            case "trace" -> LogLevel.TRACE;
            default ->
                throw new MistakeException("--level must be one of "
                        + Arrays.stream(LogLevel.values())
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + ", or several of them with commas, not \"" + word + "\".");
        };
    }

    static List<String> canonical(Command.Logs logs) {
        var words = new ArrayList<String>();
        words.add(Words.quote(logs.target()));
        add(words, "--since=", logs.since());
        add(words, "--tail=", logs.tail() == 0 ? null : Integer.toString(logs.tail()));
        add(words, "--grep=", logs.grep());
        add(words, "--exclude=", logs.exclude());
        add(words, "--level=", logs.levels().isEmpty() ? null : words(logs.levels()));
        add(words, "--follow=", logs.follow());
        if (logs.export()) {
            words.add("--export");
        }
        return words;
    }

    /** A comma says that it is just these; one alone can only be the worst. */
    private static String words(Set<LogLevel> levels) {
        Set<LogLevel> sorted = EnumSet.copyOf(levels);
        LogLevel mildest = List.copyOf(sorted).getLast();
        return sorted.equals(EnumSet.range(LogLevel.FATAL, mildest))
                ? mildest.name().toLowerCase(Locale.ROOT)
                : sorted.stream()
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(","))
                        + (sorted.size() == 1 ? "," : "");
    }

    private static void add(List<String> words, String option, @Nullable String value) {
        if (value != null) {
            words.add(option + Words.quote(value));
        }
    }
}
