package dev.opsdeck.target.postgres;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units as PostgreSQL's settings have them, made comparable. */
final class Amount {
    private static final Pattern WRITTEN = Pattern.compile("(-?\\d{1,15}(?:\\.\\d{1,9})?)\\s*([A-Za-z0-9]*)");

    /** Bytes and milliseconds; https://www.postgresql.org/docs/current/config-setting.html */
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("", 1.0),
            Map.entry("B", 1.0),
            Map.entry("kB", 1024.0),
            Map.entry("8kB", 8 * 1024.0),
            Map.entry("MB", 1024.0 * 1024),
            Map.entry("GB", 1024.0 * 1024 * 1024),
            Map.entry("TB", 1024.0 * 1024 * 1024 * 1024),
            Map.entry("us", 0.001),
            Map.entry("ms", 1.0),
            Map.entry("s", 1000.0),
            Map.entry("min", 60_000.0),
            Map.entry("h", 3_600_000.0),
            Map.entry("d", 86_400_000.0));

    private Amount() {}

    /**
     * The number in bytes, in milliseconds, or as it is.
     *
     * @param unit in which the setting counts where none is written; empty for none
     */
    static Optional<Double> of(String written, String unit) {
        Matcher matcher = WRITTEN.matcher(written.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String given = matcher.group(2);
        Double factor = UNITS.get(given.isEmpty() ? unit : given);
        return Optional.ofNullable(factor).map(each -> Double.parseDouble(matcher.group(1)) * each);
    }
}
