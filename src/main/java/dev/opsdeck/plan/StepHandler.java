package dev.opsdeck.plan;

import dev.opsdeck.catalog.ManagedSystem;
import java.time.Instant;
import java.util.Map;

/**
 * Does one kind of step that is not a {@link ServiceStep}, and tells after a crash whether it was done. One bean for
 * each kind.
 */
public interface StepHandler<S extends Step> {
    /** The record that it handles. */
    Class<S> kind();

    /**
     * The state before the step, enough for {@link #inspect} to tell later whether the step happened, and for {@link #undo}
     * to put it back. Changes nothing.
     *
     * @throws TargetException when nobody can tell
     */
    default Map<String, String> before(ManagedSystem system, S step) {
        return Map.of();
    }

    /**
     * The same, for steps whose traces carry the number of the run that left them.
     *
     * @param run the number of the run
     */
    default Map<String, String> before(ManagedSystem system, S step, long run) {
        return before(system, step);
    }

    /** Does the step and checks that it was done. Called only after the intent with {@code before} is on record. */
    Outcome act(ManagedSystem system, S step, Map<String, String> before, StepControl control);

    /**
     * Compares the world with a recorded intent.
     *
     * @param intentAt when the intent was recorded
     * @param now the time by the same clock
     */
    Finding inspect(ManagedSystem system, S step, Map<String, String> before, Instant intentAt, Instant now);

    /**
     * Puts back what {@link #act} changed, be it all of it, a part, or nothing. May be called again after a crash, so
     * doing it twice must be the same as doing it once. Called only for steps whose {@link Step#undo} is
     * {@link Undo#BACK}.
     *
     * @param before what was recorded before the step
     */
    default Outcome undo(ManagedSystem system, S step, Map<String, String> before, StepControl control) {
        throw new IllegalStateException(kind().getSimpleName() + " says that it can be undone, but is not");
    }
}
