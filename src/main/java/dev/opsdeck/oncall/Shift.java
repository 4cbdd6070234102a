package dev.opsdeck.oncall;

import java.time.Instant;

/**
 * A stretch of time in which one person is on call.
 *
 * @param person Slack user id, or whatever the catalog calls the person by
 * @param until exclusive
 * @param isCover whether the person stands in for whose turn it is
 */
public record Shift(String person, Instant from, Instant until, boolean isCover) {}
