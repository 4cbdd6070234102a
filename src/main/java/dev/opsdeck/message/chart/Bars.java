package dev.opsdeck.message.chart;

import java.util.List;
import java.util.Map;

/**
 * Groups of bars beside each other.
 *
 * @param unit of the values
 * @param series names, in the order in which they stand in each group
 */
public record Bars(String title, String unit, List<String> series, List<Bar> bars) {
    public Bars {
        series = List.copyOf(series);
        bars = List.copyOf(bars);
    }

    /** A group: a value for each series. */
    public record Bar(String name, Map<String, Double> values) {
        public Bar {
            values = Map.copyOf(values);
        }
    }
}
