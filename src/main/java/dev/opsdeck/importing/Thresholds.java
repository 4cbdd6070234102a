package dev.opsdeck.importing;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit as people write it: {@code Disk space > 90%}, {@code Cache hit rate: should be > 80%}.
 *
 * @param subject what is measured, in lower case
 * @param sign of a catalog threshold
 * @param unit in lower case; empty for a number
 * @param wanted whether it says what should be, so that the opposite is bad
 */
record Thresholds(String subject, String sign, double bound, String unit, boolean wanted) {
    private static final Pattern WRITTEN = Pattern.compile(
            "^\\s*([A-Za-z][A-Za-z /()-]*?)(?:\\s+expires? in)?\\s*:?\\s*((?i)should be\\s+)?([<>]=?)\\s*(\\d+(?:\\.\\d+)?)\\s*(%|[A-Za-z]+)?.*$");

    static Optional<Thresholds> in(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(5) == null ? "" : matcher.group(5).toLowerCase(Locale.ROOT);
        return Optional.of(new Thresholds(
                String.valueOf(matcher.group(1)).strip().toLowerCase(Locale.ROOT),
                String.valueOf(matcher.group(3)),
                Double.parseDouble(String.valueOf(matcher.group(4))),
                unit,
                matcher.group(2) != null));
    }

    boolean isPercent() {
        return unit.equals("%");
    }

    /** From where on it is bad, in the given part of its unit. */
    String bad(double factor) {
        String turned =
                switch (sign) {
                    case ">" -> "<=";
                    case ">=" -> "<";
                    case "<" -> ">=";
                    default -> ">";
                };
        double value = bound * factor;
        String number = value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
        return (wanted ? turned : sign) + " " + number;
    }

    /** In seconds for a time, as it is for everything else. */
    double seconds() {
        return switch (unit) {
            case "ms" -> 0.001;
            case "minutes", "minute", "min" -> 60;
            default -> 1;
        };
    }
}
