package dev.opsdeck.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers with their unit as people read them: {@code 12.5 %}, {@code 1.2 GB}, {@code 350 ms}, {@code 12 k}. */
public final class Quantity {
    private static final String[] THOUSANDS = {"", " k", " M", " G", " T"};
    private static final String[] BYTES = {" B", " kB", " MB", " GB", " TB"};

    private Quantity() {}

    /** @param unit as the catalog writes it; null for a plain number */
    public static String of(double value, @Nullable String unit) {
        return switch (unit == null ? "" : unit.toLowerCase(Locale.ROOT)) {
            case "" -> scaled(value, 1000, THOUSANDS);
            case "percent", "%" -> number(value) + " %";
            case "bytes", "byte", "b" -> scaled(value, 1000, BYTES);
            case "bytes/s" -> scaled(value, 1000, BYTES) + "/s";
            case "seconds", "second" -> number(value) + " s";
            default -> scaled(value, 1000, THOUSANDS) + " " + unit;
        };
    }

    private static String scaled(double value, int step, String[] names) {
        double rest = value;
        int times = 0;
        while (Math.abs(rest) >= step && times < names.length - 1) {
            rest /= step;
            times++;
        }
        return number(rest) + names[times];
    }

    /** Three digits that count, no needless zeros. */
    private static String number(double value) {
        double size = Math.abs(value);
        if (size >= 99.95 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        String text = String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3g", value);
        return text.contains("e") || !text.contains(".")
                ? text
                : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
