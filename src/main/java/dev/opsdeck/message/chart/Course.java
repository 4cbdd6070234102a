package dev.opsdeck.message.chart;

import java.time.Instant;
import java.util.List;

/**
 * How an incident went, on one time axis.
 *
 * @param severities names from harmless to worst
 * @param ratings how bad it was from when on, in the order of time
 * @param marks what happened
 */
public record Course(
        String title, Instant from, Instant to, List<String> severities, List<Rating> ratings, List<Mark> marks) {
    public Course {
        severities = List.copyOf(severities);
        ratings = List.copyOf(ratings);
        marks = List.copyOf(marks);
    }

    /** How bad it was from then on. */
    public record Rating(Instant at, String severity) {}

    /** Something that happened. */
    public record Mark(Instant at, Lane lane) {}

    /** What belongs together, from the bottom to the top of the picture. */
    public enum Lane {
        UPDATES("Updates"),
        PEOPLE("People"),
        RUNS("Runs"),
        ALERTS("Alerts");

        private final String label;

        Lane(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
