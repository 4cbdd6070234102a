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
    /** Will not be done because the run ended before it. */
    SKIPPED
}
