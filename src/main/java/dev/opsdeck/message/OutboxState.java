package dev.opsdeck.message;

import java.time.Duration;

/**
 * How far Slack is behind.
 *
 * @param pending messages that wait to be sent
 * @param oldest how long the oldest of them has waited; zero when none waits
 * @param dead messages that Slack refused for good within the last day
 */
public record OutboxState(long pending, Duration oldest, long dead) {}
