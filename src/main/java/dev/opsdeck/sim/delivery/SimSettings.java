package dev.opsdeck.sim.delivery;

import java.time.Duration;
import java.util.List;

/**
 * How patient the simulated Slack is.
 *
 * @param ackWithin how long the bot may take to answer a request
 * @param eventRetries pauses before each repetition of an event that was not acknowledged
 */
public record SimSettings(Duration ackWithin, List<Duration> eventRetries) {
    public SimSettings {
        eventRetries = List.copyOf(eventRetries);
    }

    /** Slack's own: three seconds; again at once, after one minute, after five. */
    public static SimSettings likeSlack() {
        return new SimSettings(
                Duration.ofSeconds(3), List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5)));
    }
}
