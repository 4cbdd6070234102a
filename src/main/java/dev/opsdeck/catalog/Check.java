package dev.opsdeck.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A named question with thresholds; with {@code every} also a monitor.
 *
 * @param of which measure the thresholds are held against; null for the probe's first
 * @param failing how bad it is when the probe finds something else than it expects; no answer at all is unknown
 * @param lasting how long a monitor must see it before it counts
 * @param recovery how long a monitor must see it well before it counts as recovered
 * @param every how often a monitor looks; null for a check that is only made when somebody asks
 * @param within how long an answer may take
 * @param page rotation, role or person that is paged when it becomes critical; null for nobody
 */
@Doc("A named question with thresholds; with every also a monitor.")
public record Check(
        @FromKey String name,
        @Doc("What people call it.") @Nullable String title,
        @Doc("What is asked.") Probe probe,

        @Doc("Measure that the thresholds are held against; the probe's first when left out.") @Nullable
        String of,

        @Doc("From here on it is critical, such as \"> 5\".") @Nullable
        Threshold critical,

        @Doc("From here on it is a warning.") @Nullable Threshold warning,
        @Doc("From here on it is worth knowing.") @Nullable Threshold info,

        @Doc("How bad it is when the answer is not what is expected: critical, warning or info.") @Default("critical")
        FindingLevel failing,

        @Doc("How long a monitor must see it before it counts.") @JsonProperty("for") @Default("0s")
        Duration lasting,

        @Doc("How long a monitor must see it well before it counts as recovered.") @Default("1m")
        Duration recovery,

        @Doc("How often a monitor looks; only on request when left out.") @Nullable
        Duration every,

        @Doc("How long an answer may take.") @Default("10s") Duration within,

        @Doc("Whom to page when a monitor sees something critical: a rotation, a role or a person.") @Nullable
        String page) {

    /** What it is about, in words. */
    public String subject() {
        return title == null ? name : title;
    }

    /** What the value is held against: what is written here, or else what is usual for the question. */
    public Thresholds thresholds() {
        Thresholds written = new Thresholds(critical, warning, info);
        return written.isEmpty() ? probe.usual() : written;
    }
}
