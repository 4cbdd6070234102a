package dev.opsdeck.run;

import dev.opsdeck.plan.Step;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one step.
 *
 * @param index its place in the plan, from 0
 * @param attempt how often it was begun
 * @param intentAt when the newest attempt was put on record, just before acting
 * @param before the state of the world recorded with the intent
 * @param endedAt when the outcome was recorded
 * @param result what it left for later steps; empty before it is done
 * @param undoes null for a step of the plan; for one that puts back, the index of the step whose doing it puts back
 * @param note evidence, reason or progress: the newest thing to say about it
 */
public record StepRecord(
        int index,
        Step step,
        StepState state,
        int attempt,
        @Nullable Instant intentAt,
        Map<String, String> before,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Map<String, String> result,
        @Nullable Integer undoes,
        @Nullable String note) {
    /** One line for people. */
    public String title() {
        return undoes == null ? step.title() : "Put back: " + step.title();
    }
}
