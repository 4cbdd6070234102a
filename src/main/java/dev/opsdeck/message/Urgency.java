package dev.opsdeck.message;

/** What goes first when Slack is behind. */
public enum Urgency {
    /** The end of something, a question or an answer. */
    FINAL,
    /** Where something stands; only the newest matters. */
    PROGRESS
}
