package dev.opsdeck.oncall;

import java.time.Instant;

/**
 * A page that a webhook is told of.
 *
 * @param place where in the catalog the webhook stands, such as {@code on-call/primary}: its address is never stored
 * @param tries how often it has been tried
 */
public record Hook(long id, long page, String system, String place, Event event, int tries, Instant createdAt) {
    /** What it is told. */
    public enum Event {
        TRIGGER,
        ACKNOWLEDGE
    }
}
