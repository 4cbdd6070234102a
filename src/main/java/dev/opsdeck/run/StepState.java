package dev.opsdeck.run;

/** Where a step of a run stands. */
public enum StepState {
    PENDING,
    /** The intent is on record; the step is being done, or its worker died over it. */
    RUNNING,
    DONE,
    FAILED,
    /** Nobody can tell whether it was done. */
    UNKNOWN,
    /** A person must do or decide something before the run goes on. */
    ASKING,
    /** Was not done: its condition did not hold, or the run ended before it. */
    SKIPPED
}
