package dev.opsdeck.importing;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code < 5 minutes}, {@code 1 hour}, {@code next business day}. */
final class Spoken {
    private static final Pattern DURATION = Pattern.compile(
            "(\\d{1,4})\\s*-?\\s*(s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?|w(?:eeks?)?)\\b");

    private Spoken() {}

    /** As the catalog writes it; empty when the text names none. */
    static Optional<String> duration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher matcher = DURATION.matcher(lower);
        if (matcher.find()) {
            return Optional.of(
                    matcher.group(1) + String.valueOf(matcher.group(2)).charAt(0));
        }
        return lower.contains("business day")
                ? Optional.of("1d")
                : lower.contains("immediate") ? Optional.of("5m") : Optional.empty();
    }
}
