package dev.opsdeck.routine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a system is worked on.
 *
 * @param startsAt as planned
 * @param endsAt as planned
 * @param requester Slack user id
 * @param isLate whether it was announced later than the catalog asks for
 * @param isEmergency whether it was begun at once
 * @param startedBy Slack user id
 * @param endedBy Slack user id
 * @param recurring name of the catalog's rule that planned it; null where a person did
 * @param byItself whether it begins and ends without anybody
 */
public record Window(
        long id,
        String system,
        State state,
        Instant startsAt,
        Instant endsAt,
        String reason,
        String requester,
        boolean isLate,
        boolean isEmergency,
        @Nullable Instant startedAt,
        @Nullable String startedBy,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String recurring,
        boolean byItself) {
    /** Where it stands. */
    public enum State {
        PLANNED,
        OPEN,
        ENDED,
        CANCELLED
    }

    /** How long it is planned to last. */
    public Duration length() {
        return Duration.between(startsAt, endsAt);
    }
}
