package dev.opsdeck.plan;

import java.util.Map;

/** How an attempt at a step ended. */
public sealed interface Outcome {
    /**
     * It is done and was checked.
     *
     * @param evidence one line, such as the new start time
     * @param results what later steps and the record may need, such as the name of the backup that was made; no secrets
     */
    record Done(String evidence, Map<String, String> results) implements Outcome {
        public Done(String evidence) {
            this(evidence, Map.of());
        }
    }

    /** It cannot go on before a person has done or decided what the step says. */
    record Asks() implements Outcome {}

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
