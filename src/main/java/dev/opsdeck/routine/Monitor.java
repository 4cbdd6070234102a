package dev.opsdeck.routine;

import dev.opsdeck.probe.Finding;
import dev.opsdeck.probe.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a check stands that is asked again and again. What people were told changes only when the answers have been
 * worse for the check's {@code for}, or better for its {@code recovery}; a single answer in between that is the same
 * as what they were told begins the waiting anew. So it never flaps faster than these two allow.
 *
 * @param level what people were told last
 * @param since when they were told
 * @param turning where the answers are going; null while they say what people were told
 * @param turningSince since when; null with {@code turning}
 * @param seen the last answer, in a sentence
 * @param seenAt null when nothing was asked yet
 * @param told how often people were told something
 */
public record Monitor(
        String system,
        String check,
        Level level,
        Instant since,
        @Nullable Turning turning,
        @Nullable Instant turningSince,
        String seen,
        @Nullable Instant seenAt,
        int told) {
    /** Whether answers are worse or better than what people were told. */
    public enum Turning {
        WORSE,
        BETTER
    }

    /** A monitor of which nothing is known yet. */
    public static Monitor begin(String system, String check, Instant now) {
        return new Monitor(system, check, Level.FINE, now, null, null, "", null, 0);
    }

    /**
     * How it stands after an answer.
     *
     * @param lasting how long it must be worse before it counts
     * @param recovery how long it must be better before it counts
     */
    public Monitor after(Finding finding, Duration lasting, Duration recovery, Instant now) {
        Level found = finding.level();
        String words = finding.threshold() == null
                ? finding.statement()
                : finding.statement() + " (" + finding.threshold() + ")";
        if (found == level) {
            return new Monitor(system, check, level, since, null, null, words, now, told);
        }
        Turning direction = found.isWorseThan(level) ? Turning.WORSE : Turning.BETTER;
        Instant began = direction == turning && turningSince != null ? turningSince : now;
        Duration needed = direction == Turning.WORSE ? lasting : recovery;
        return Duration.between(began, now).compareTo(needed) >= 0
                ? new Monitor(system, check, found, now, null, null, words, now, told + 1)
                : new Monitor(system, check, level, since, direction, began, words, now, told);
    }

    /** The level before, when people have to be told of this one. */
    public Optional<Level> newsSince(Monitor before) {
        return told == before.told ? Optional.empty() : Optional.of(before.level);
    }
}
