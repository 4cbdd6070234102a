package dev.opsdeck.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a step that is being executed may ask of, and tell, the run that it is part of. */
public interface StepControl {
    /** When the step must have ended. */
    Instant deadline();

    /** When the step was begun for the first time, however often it has been begun since. */
    Instant begunAt();

    /** Whether somebody asked to cancel the run. Steps that wait must look. */
    boolean cancelled();

    /** Whether it counts as cancelled only because another worker goes on with the run: then nothing is put back. */
    default boolean stopping() {
        return false;
    }

    /** Waits; returns early, with false, when the run was cancelled or the time is up. */
    boolean pause(Duration duration);

    /** The number of the run. */
    long run();

    /** The step's place in the plan, from 0. */
    int index();

    /** What the newest earlier step of the run that left such a result left; see {@link Outcome.Done#results}. */
    Optional<String> earlier(String result);

    /** Adds a line to the stored output. Secrets are masked by the receiver. */
    void output(String line);

    /** Says where a long step stands, in a few words; only the newest is kept. */
    void progress(String text);
}
