package dev.opsdeck.catalog;

/** What a queue can be asked. */
public enum QueueQuestion {
    DEPTH,
    FAILED,
    LAG
}
