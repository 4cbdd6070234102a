package dev.opsdeck.oncall;

import java.time.Instant;

/**
 * Somebody stands in for whose turn it is.
 *
 * @param person Slack user id
 * @param until exclusive
 * @param by Slack user id of whoever arranged it
 */
public record Cover(long id, String system, String rotation, String person, Instant from, Instant until, String by) {
    boolean covers(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }
}
