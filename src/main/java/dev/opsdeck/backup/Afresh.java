package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.Target;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.Targets;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has a service begin anew, so that it reads the files that are in place now. */
@Singleton
final class Afresh {
    private final Targets targets;

    Afresh(Targets targets) {
        this.targets = targets;
    }

    /** The steps of a restart, with its proof. */
    List<ServiceStep> steps(ManagedSystem system, Service service) {
        return targets.of(system).plan(system, service, new ServiceChange.Restart(false));
    }

    /**
     * Restarts it now. That may be done twice.
     *
     * @param name null for nothing
     * @throws TargetException when it did not start
     */
    void restart(ManagedSystem system, @Nullable String name, StepControl control) {
        Service service = name == null ? null : system.services().get(name);
        if (service == null) {
            return;
        }
        Target target = targets.of(system);
        for (ServiceStep step : steps(system, service)) {
            if (step instanceof ServiceStep.Restart) {
                Outcome outcome = target.act(system, step, target.before(system, step), control);
                if (!(outcome instanceof Outcome.Done)) {
                    throw new TargetException("Its files are put back, but " + name + " was not restarted: " + outcome);
                }
            }
        }
    }
}
