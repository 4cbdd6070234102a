package dev.opsdeck.probe;

import org.jspecify.annotations.Nullable;

/**
 * A number that a probe found.
 *
 * @param name what was measured, as the catalog's probe says
 * @param unit {@code percent}, {@code bytes}, {@code ms}, {@code s}, {@code days}, … as people read it; null for a count
 * @param label which of several things it is about, such as a mount point; empty when there is only one
 */
public record Measure(String name, double value, @Nullable String unit, String label) {
    public static Measure of(String name, double value, @Nullable String unit) {
        return new Measure(name, value, unit, "");
    }
}
