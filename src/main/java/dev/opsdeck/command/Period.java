package dev.opsdeck.command;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A stretch of time as people type it: {@code 30m}, {@code 24h}, {@code 7d}, {@code 2w}. */
final class Period {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,4})([smhdw])");

    private Period() {}

    static Optional<Duration> parse(String typed) {
        var matcher = SHAPE.matcher(typed.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    case "d" -> Duration.ofDays(number);
                    default -> Duration.ofDays(7 * number);
                });
    }
}
