package dev.opsdeck.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * People are asked to answer, one after the other, until one does.
 *
 * @param key names it for ever
 * @param callee the rotation, role or person, as it was asked for
 * @param text Slack's markup, escaped already
 * @param requester Slack user id; null when opsdeck itself pages
 * @param channel where its card is; null for nowhere
 * @param people whom it reaches, in that order; empty until that is found out
 * @param within how long each has to answer
 * @param asked how many have been asked
 * @param nextAt when the next one is asked, or the last one's time is up
 * @param answeredBy Slack user id; null while nobody has answered
 */
public record Page(
        long id,
        String key,
        String system,
        String callee,
        String text,
        @Nullable String requester,
        @Nullable String channel,
        List<String> people,
        Duration within,
        State state,
        int asked,
        Instant nextAt,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt,
        Instant createdAt) {
    /** Where it stands. */
    public enum State {
        OPEN,
        ACKNOWLEDGED,
        /** Everybody was asked and nobody answered. */
        UNANSWERED
    }

    public Page {
        people = List.copyOf(people);
    }

    /** Those who have been asked, in that order. */
    public List<String> asking() {
        return people.subList(0, Math.min(asked, people.size()));
    }
}
