package dev.opsdeck.probe;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
public final class Spoken {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final double STEP = 1024;
    private static final long DAY = 86_400;

    private Spoken() {}

    /** Bytes in steps of 1024, as PostgreSQL and Redis write them: {@code 512 B}, {@code 1.5 GB}. */
    public static String bytes(double bytes) {
        double left = bytes;
        int unit = 0;
        while (Math.abs(left) >= STEP && unit < UNITS.length - 1) {
            left /= STEP;
            unit++;
        }
        return number(left) + " " + UNITS[unit];
    }

    /** Seconds: {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 4 min}, {@code 3 d 1 h}. */
    public static String seconds(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return number(seconds) + " s";
        }
        if (whole < 3_600) {
            return two(whole / 60, "min", whole % 60, "s");
        }
        return whole < DAY
                ? two(whole / 3_600, "h", whole / 60 % 60, "min")
                : two(whole / DAY, "d", whole / 3_600 % 24, "h");
    }

    /** {@code 97.3 %}. */
    public static String percent(double percent) {
        return number(percent) + " %";
    }

    /** A measured value in its unit, as {@link Measure#unit} says it. */
    public static String value(double value, @Nullable String unit) {
        return switch (unit == null ? "" : unit) {
            case "" -> number(value);
            case "percent" -> percent(value);
            case "bytes" -> bytes(value);
            case "s", "seconds" -> seconds(value);
            default -> number(value) + " " + unit;
        };
    }

    /** {@code 12,345}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 table}, {@code 12 tables}. */
    public static String count(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    /** One digit after the point, and none where it would be a zero or the number is large. */
    public static String number(double value) {
        String tenths = String.format(Locale.ROOT, Math.abs(value) >= 1_000 ? "%,.0f" : "%.1f", value);
        return tenths.endsWith(".0") ? tenths.substring(0, tenths.length() - 2) : tenths;
    }

    private static String two(long major, String majorUnit, long minor, String minorUnit) {
        return major + " " + majorUnit + (minor == 0 ? "" : " " + minor + " " + minorUnit);
    }
}
