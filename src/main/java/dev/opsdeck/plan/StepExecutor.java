package dev.opsdeck.plan;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** Brings a step to the technology of its system, as the catalog names it now. */
@Singleton
public final class StepExecutor {
    private final LiveCatalog catalog;
    private final Targets targets;

    public StepExecutor(LiveCatalog catalog, Targets targets) {
        this.catalog = catalog;
        this.targets = targets;
    }

    /** See {@link Target#before}. */
    public Map<String, String> before(Step step) {
        ManagedSystem system = system(step);
        return targets.of(system).before(system, step);
    }

    /** See {@link Target#act}. */
    public Outcome act(Step step, Map<String, String> before, StepControl control) {
        ManagedSystem system = system(step);
        return targets.of(system).act(system, step, before, control);
    }

    /** See {@link Target#inspect}. */
    public Finding inspect(Step step, Map<String, String> before, Instant intentAt, Instant now) {
        ManagedSystem system = system(step);
        return targets.of(system).inspect(system, step, before, intentAt, now);
    }

    private ManagedSystem system(Step step) {
        String name = step.service().system();
        ManagedSystem system = catalog.current().systems().get(name);
        if (system == null || !system.services().containsKey(step.service().service())) {
            throw new TargetException(step.service() + " is not in the catalog any more, so nobody can tell where it"
                    + " runs. Put it back into the catalog or start anew.");
        }
        return system;
    }
}
