package dev.opsdeck.message.chart;

import dev.opsdeck.catalog.FindingLevel;
import dev.opsdeck.catalog.Threshold;
import dev.opsdeck.catalog.Thresholds;
import dev.opsdeck.probe.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one thing went over a stretch of time.
 *
 * @param unit of the values, as the catalog writes it; null for plain numbers
 * @param lines at most one per name
 * @param step time between two points: where it is longer, nothing is known
 * @param problem why there are no lines; null when there are
 */
public record Panel(
        String title,
        @Nullable String unit,
        List<Line> lines,
        Thresholds thresholds,
        Instant from,
        Instant to,
        Duration step,
        @Nullable String problem) {
    /**
     * How one of several went.
     *
     * @param points oldest first, at least one
     */
    public record Line(String name, List<Series.Point> points) {
        public Line {
            points = List.copyOf(points);
        }

        double highest() {
            return points.stream().mapToDouble(Series.Point::value).max().orElse(0);
        }

        double lowest() {
            return points.stream().mapToDouble(Series.Point::value).min().orElse(0);
        }

        double last() {
            return points.getLast().value();
        }
    }

    public Panel {
        lines = lines.stream()
                .sorted(Comparator.comparingDouble(Line::highest).reversed().thenComparing(Line::name))
                .toList();
    }

    double highest() {
        return lines.stream().mapToDouble(Line::highest).max().orElse(0);
    }

    double lowest() {
        return lines.stream().mapToDouble(Line::lowest).min().orElse(0);
    }

    /** Worst first. */
    Map<FindingLevel, Threshold> marks() {
        var marks = new EnumMap<FindingLevel, Threshold>(FindingLevel.class);
        put(marks, FindingLevel.CRITICAL, thresholds.critical());
        put(marks, FindingLevel.WARNING, thresholds.warning());
        put(marks, FindingLevel.INFO, thresholds.info());
        return marks;
    }

    private static void put(Map<FindingLevel, Threshold> marks, FindingLevel level, @Nullable Threshold threshold) {
        if (threshold != null) {
            marks.put(level, threshold);
        }
    }
}
