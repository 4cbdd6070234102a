package dev.opsdeck.plan;

import org.jspecify.annotations.Nullable;

/**
 * How a run treats one of its steps, where that is not as usual.
 *
 * @param name by which later steps refer to it; null when none does
 * @param when null when it is always done
 */
public record Conduct(@Nullable String name, @Nullable When when, OnFailure onFailure) {
    /** No name, no condition, stops when it fails. */
    public static final Conduct USUAL = new Conduct(null, null, OnFailure.STOP);

    /** What happens when the step fails. */
    public enum OnFailure {
        /** The run fails; where the plan puts back, what was done is put back. */
        STOP,
        /** The run goes on with the next step. */
        CONTINUE,
        /** A person says how to go on. */
        ASK
    }

    /** A condition on how an earlier step ended. */
    public record When(String step, Result is) {}

    /** How a step ended, as conditions see it. */
    public enum Result {
        OK,
        FAILED,
        SKIPPED
    }
}
