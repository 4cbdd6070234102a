package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the catalog writes them: weeks, days, hours, minutes, seconds, each at most once, largest first: {@code 1h30m}. */
public final class Durations {
    static final String PATTERN =
            "^(?=.)(?:(\\d{1,6})w)?(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?$";
    private static final Pattern WRITTEN = Pattern.compile(PATTERN);

    private Durations() {}

    /** The duration, or empty when the text is not one. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(7 * part(matcher, 1))
                .plusDays(part(matcher, 2))
                .plusHours(part(matcher, 3))
                .plusMinutes(part(matcher, 4))
                .plusSeconds(part(matcher, 5)));
    }

    /** The text that {@link #parse} would read back; parts of a second are dropped. */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), 'd');
        append(text, duration.toHoursPart(), 'h');
        append(text, duration.toMinutesPart(), 'm');
        append(text, duration.toSecondsPart(), 's');
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, char unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }

    private static long part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
