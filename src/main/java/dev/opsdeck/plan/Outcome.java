package dev.opsdeck.plan;

/** How an attempt at a step ended. */
public sealed interface Outcome {
    /** It is done and was checked. One line with the evidence, such as the new start time. */
    record Done(String evidence) implements Outcome {}

    /**
     * It is not done.
     *
     * @param reason what was tried and why it failed, in a sentence or two
     * @param retryable whether another attempt may help and does no harm
     */
    record Failed(String reason, boolean retryable) implements Outcome {}

    /** Nobody can tell whether it was done; a person must look. */
    record Unknown(String reason) implements Outcome {}

    /** It was interrupted because the run was cancelled. Nothing was changed by the interruption itself. */
    record Interrupted(String reason) implements Outcome {}
}
