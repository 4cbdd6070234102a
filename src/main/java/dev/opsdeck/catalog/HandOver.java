package dev.opsdeck.catalog;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When turns begin.
 *
 * @param day null where only the time is given
 */
public record HandOver(@Nullable DayOfWeek day, LocalTime time) {
    private static final Pattern WRITTEN = Pattern.compile("(?:([A-Za-z]{3,9})\\s+)?([01]?\\d|2[0-3]):([0-5]\\d)");

    /** {@code Mon 09:00}, {@code monday 9:00}, {@code 09:00}; empty for anything else. */
    public static Optional<HandOver> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        LocalTime time = LocalTime.of(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
        String day = matcher.group(1);
        return day == null ? Optional.of(new HandOver(null, time)) : day(day).map(found -> new HandOver(found, time));
    }

    /** The day of the week by its English name or the beginning of it. */
    public static Optional<DayOfWeek> day(String word) {
        String wanted = word.toUpperCase(Locale.ROOT);
        return wanted.length() < 3
                ? Optional.empty()
                : Arrays.stream(DayOfWeek.values())
                        .filter(day -> day.name().startsWith(wanted))
                        .findFirst();
    }
}
