package dev.opsdeck.slack;

import java.time.Duration;
import java.time.Instant;

/**
 * What Slack said at some time.
 *
 * @param current false once Slack announced a change of it
 */
record Snapshot<V>(V value, Instant fetchedAt, boolean current) {
    /** Clocks of replicas may differ: what seems to come from far ahead counts as old. */
    boolean isYoungerThan(Duration limit, Instant now) {
        return current && Duration.between(fetchedAt, now).abs().compareTo(limit) < 0;
    }
}
