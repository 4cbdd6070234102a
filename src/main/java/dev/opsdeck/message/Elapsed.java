package dev.opsdeck.message;

import java.time.Duration;
import java.util.Locale;

/** Durations in words: {@code 1.4 s}, {@code 2 min 5 s}, {@code 3 h 4 min}, {@code 2 d 3 h}. */
public final class Elapsed {
    private Elapsed() {}

    /** Two units at most; tenths only under ten seconds; a negative one, from clocks that disagree, counts as zero. */
    public static String words(Duration duration) {
        if (duration.isNegative()) {
            return words(Duration.ZERO);
        }
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(duration.toMillis() / 100.0) / 10);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3600, "h", seconds / 60 % 60, "min");
        }
        return two(seconds / 86_400, "d", seconds / 3600 % 24, "h");
    }

    private static String two(long major, String majorUnit, long minor, String minorUnit) {
        String first = major + " " + majorUnit;
        return minor == 0 ? first : first + " " + minor + " " + minorUnit;
    }
}
