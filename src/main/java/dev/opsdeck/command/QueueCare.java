package dev.opsdeck.command;

/** What may be done to a queue. */
public sealed interface QueueCare {
    /** Takes out everything that waits, and keeps it for a while. */
    record Purge() implements QueueCare {}

    /** Puts back what a purge took out. */
    record PutBack(String purge) implements QueueCare {}

    /** Puts what failed into the queue again. */
    record RetryFailed() implements QueueCare {}

    /** Starts work that the catalog names. */
    record Trigger(String name) implements QueueCare {}
}
