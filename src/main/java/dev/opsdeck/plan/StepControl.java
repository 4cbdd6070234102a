package dev.opsdeck.plan;

import java.time.Duration;
import java.time.Instant;

/** What a step that is being executed may ask of, and tell, the run that it is part of. */
public interface StepControl {
    /** When the step must have ended. */
    Instant deadline();

    /** Whether somebody asked to cancel the run. Steps that wait must look. */
    boolean cancelled();

    /** Waits; returns early, with false, when the run was cancelled or the time is up. */
    boolean pause(Duration duration);

    /** Adds a line to the stored output. Secrets are masked by the receiver. */
    void output(String line);

    /** Says where a long step stands, in a few words; only the newest is kept. */
    void progress(String text);
}
