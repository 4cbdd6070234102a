package dev.opsdeck.probe;

import dev.opsdeck.catalog.FindingLevel;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Thresholds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A probe, and how its answer is judged.
 *
 * @param subject what it is about, for people
 * @param of which measure the thresholds are held against; null for the first
 * @param failing how bad an answer is that is not as the catalog expects
 */
public record Question(
        String subject,
        Probe probe,
        @Nullable String of,
        Thresholds thresholds,
        FindingLevel failing,
        Duration within) {
    /** A probe that is judged as is usual for it. */
    public static Question of(String subject, Probe probe) {
        return new Question(subject, probe, null, probe.usual(), FindingLevel.CRITICAL, Probing.PATIENCE);
    }
}
