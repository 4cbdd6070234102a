package dev.opsdeck.probe;

/** Takes lines one by one; while it works, nothing more is read. */
public interface LogSink {
    /** False when it wants no more. */
    boolean take(LogLine line);
}
