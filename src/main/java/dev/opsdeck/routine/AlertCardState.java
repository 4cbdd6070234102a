package dev.opsdeck.routine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A card with what it shows.
 *
 * @param kind whether it is one group's, or that of very many that came at once
 * @param closedAt when the last of its alerts was resolved; null while one fires
 * @param acknowledgedBy Slack user id of whoever silenced it last
 * @param groups how many groups it holds
 * @param lines its alerts, alike ones together, the worst and those that fire first; the most telling ones only
 */
public record AlertCardState(
        long id,
        String system,
        Kind kind,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedUntil,
        int groups,
        int firing,
        int resolved,
        List<Line> lines) {
    /** Whose card it is. */
    public enum Kind {
        GROUP,
        STORM
    }

    /**
     * Alerts of one name and severity.
     *
     * @param labels of one of them
     * @param since when the first of them began
     */
    public record Line(
            String name,
            String severity,
            int firing,
            int resolved,
            String summary,
            Map<String, String> labels,
            Instant since) {}

    /** Whether somebody has silenced it until later than then. */
    public boolean isAcknowledged(Instant now) {
        return acknowledgedUntil != null && now.isBefore(acknowledgedUntil);
    }
}
