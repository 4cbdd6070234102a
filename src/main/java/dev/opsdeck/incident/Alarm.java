package dev.opsdeck.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens in an incident when its time comes, unless it is stopped before.
 *
 * @param detail which of several of the kind
 * @param target role of the catalog that it concerns; null for none
 */
public record Alarm(
        long id,
        long incident,
        Kind kind,
        String detail,
        @Nullable String target,
        Instant due) {

    /** What happens. */
    public enum Kind {
        /** Somebody is paged, at once. */
        PAGE,
        /** Somebody should have answered by now. */
        ACKNOWLEDGE,
        /** Nobody answered: the next level is paged. */
        ESCALATE,
        /** A phase should be over by now. */
        PHASE,
        /** An update is due. */
        UPDATE,
        /** An update is late. */
        OVERDUE,
        /** The post-mortem is due. */
        POST_MORTEM
    }

    /** An alarm to be set. */
    public record Draft(Kind kind, String detail, @Nullable String target, Instant due) {}
}
