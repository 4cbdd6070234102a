package dev.opsdeck.plan;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One technology that services run on: looks, acts, and tells after a crash whether it had acted. */
public interface Target {
    /** Whether this technology serves that runtime. */
    boolean serves(Runtime runtime);

    /**
     * What the service's instances look like now, by name; stopped ones too; empty when there are none.
     *
     * @throws TargetException when nobody can tell
     */
    List<InstanceStatus> look(ManagedSystem system, Service service);

    /**
     * The same for all services of the system at once, by service name: costs little more than one of them.
     *
     * @throws TargetException when nobody can tell
     */
    Map<String, List<InstanceStatus>> look(ManagedSystem system);

    /**
     * The steps that make the change, in order, with those that prove it. Changes nothing. Equal as long as the service
     * looks the same.
     *
     * @throws TargetException when it cannot be done here, with what can
     */
    List<ServiceStep> plan(ManagedSystem system, Service service, ServiceChange change);

    /** Whether a change that fails half-way, or is cancelled, is put back by itself. */
    default boolean putsBack(ServiceChange change) {
        return false;
    }

    /**
     * Lets go of what replacements of a service have kept for a way back, but for these images. What is in use stays.
     *
     * @param images as {@link InstanceStatus#imageId} tells them
     */
    default void forgetKept(ManagedSystem system, Service service, Set<String> images) {}

    /**
     * The state before a step, enough for {@link #inspect} to tell later whether the step happened, and for {@link #undo}
     * to put it back. Changes nothing.
     *
     * @throws TargetException when nobody can tell
     */
    Map<String, String> before(ManagedSystem system, ServiceStep step);

    /** Does the step and checks that it was done. Called only after the intent with {@code before} is on record. */
    Outcome act(ManagedSystem system, ServiceStep step, Map<String, String> before, StepControl control);

    /**
     * Compares the world with a recorded intent.
     *
     * @param intentAt when the intent was recorded
     * @param now the time by the same clock
     */
    Finding inspect(ManagedSystem system, ServiceStep step, Map<String, String> before, Instant intentAt, Instant now);

    /** Puts back what a step changed; see {@link StepHandler#undo}. */
    Outcome undo(ManagedSystem system, ServiceStep step, Map<String, String> before, StepControl control);
}
