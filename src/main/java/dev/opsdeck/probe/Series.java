package dev.opsdeck.probe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How one value went over time.
 *
 * @param labels what tells it from others; empty when the query left none
 * @param points oldest first; only finite values, so a gap is simply missing
 */
public record Series(Map<String, String> labels, List<Point> points) {
    /** A value at a time. */
    public record Point(Instant at, double value) {}

    public Series {
        labels = Map.copyOf(labels);
        points = List.copyOf(points);
    }

    /** The labels in one line, sorted: {@code instance=web-1, job=shop}; empty when there are none. */
    public String label() {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(", "));
    }
}
