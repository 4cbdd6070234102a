package dev.opsdeck.catalog;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Guesses which duration was meant. */
final class DurationAdvice {
    private static final Pattern AMOUNT = Pattern.compile("^\\s*(\\d{1,6})\\s*([a-z]*)\\s*$");

    private DurationAdvice() {}

    static String of(String typed) {
        Matcher matcher = AMOUNT.matcher(typed.toLowerCase(Locale.ROOT));
        String unit = matcher.matches() ? unit(matcher.group(2)) : "";
        return unit.isEmpty()
                ? "Write it like 30s, 15m, 2h, 30d or 1h30m."
                : "Did you mean \"" + matcher.group(1) + unit + "\"?";
    }

    private static String unit(String word) {
        return switch (word) {
            case "sec", "secs", "second", "seconds" -> "s";
            case "min", "mins", "minute", "minutes" -> "m";
            case "hr", "hrs", "hour", "hours" -> "h";
            case "day", "days" -> "d";
            case "week", "weeks" -> "w";
            default -> Durations.parse("1" + word).isPresent() ? word : "";
        };
    }
}
