package dev.opsdeck.incident;

import org.jspecify.annotations.Nullable;

/**
 * Something that Slack should have for an incident besides messages.
 *
 * @param ref which of several of the kind, such as the person who is invited
 * @param detail what Slack should have
 * @param version of the detail; it may change before it is done
 * @param problem why Slack refused it the last time; null when it did not
 */
public record Errand(
        long id,
        Kind kind,
        String ref,
        String detail,
        long version,
        @Nullable String problem) {

    /** What there is to do; done in this order, because nothing goes without the channel. */
    public enum Kind {
        CHANNEL,
        TOPIC,
        INVITE,
        BOOKMARK,
        PIN,
        /** The post-mortem as the channel's canvas; {@code detail} says when it was published. */
        CANVAS,
        /** Not something to be had but to be seen: whether people mark the message that {@code ref} names. */
        MARK
    }
}
