package dev.opsdeck.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of an incident's timeline.
 *
 * @param at when it happened
 * @param actor Slack id, or {@code opsdeck}
 * @param source where it comes from, such as {@code run 17}, {@code #inc-12} or {@code monitor}
 * @param text as it reads now
 * @param original as it was written first; null where nobody corrected it
 * @param correctedBy Slack id of who corrected it last
 */
public record Entry(
        long id,
        Instant at,
        Kind kind,
        String actor,
        String source,
        String text,
        @Nullable String original,
        @Nullable String correctedBy) {

    /** What an entry tells of. */
    public enum Kind {
        DECLARED,
        ACKNOWLEDGED,
        MITIGATED,
        RESOLVED,
        REOPENED,
        CLOSED,
        SEVERITY,
        DUTY,
        RUN,
        APPROVAL,
        ALERT,
        UPDATE,
        MESSAGE,
        NOTE,
        CLOCK,
        ROOM
    }

    /**
     * An entry to be written.
     *
     * @param ref what it tells of: the same is written once
     */
    public record Draft(Instant at, Kind kind, String actor, String source, String text, String ref) {}
}
