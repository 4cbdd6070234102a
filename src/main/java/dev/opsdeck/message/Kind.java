package dev.opsdeck.message;

/** How a message of the outbox comes to Slack. */
public enum Kind {
    /** Posted, then updated in place. */
    CARD,
    /** Posted once. */
    POST,
    /** Posted once to a person. */
    DIRECT,
    /** Seen by one person in a channel. */
    WHISPER,
    /** A file. */
    FILE
}
