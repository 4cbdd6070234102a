package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.EngineStep.PruneEngine;
import dev.opsdeck.plan.EngineStep.Thing;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Removes from an engine what a plan names, and of that only what nothing uses when it comes to it. */
@Singleton
final class Pruning implements StepHandler<PruneEngine> {
    private final DockerEngines engines;
    private final LiveCatalog catalog;

    Pruning(DockerEngines engines, LiveCatalog catalog) {
        this.engines = engines;
        this.catalog = catalog;
    }

    @Override
    public Class<PruneEngine> kind() {
        return PruneEngine.class;
    }

    @Override
    public Outcome act(ManagedSystem system, PruneEngine step, Map<String, String> before, StepControl control) {
        try {
            return removed(new Prunable(api(engines, system), catalog.current()), step, control);
        } catch (EngineUnreachable e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), true);
        } catch (DockerException e) {
            return new Outcome.Failed("The engine refused: " + EngineCall.refusal(e), false);
        }
    }

    private static Outcome removed(Prunable prunable, PruneEngine step, StepControl control) {
        Set<Thing> unused = new HashSet<>(prunable.of(step.kind()));
        int removed = 0;
        int kept = 0;
        for (Thing thing : step.things()) {
            if (control.cancelled()) {
                return new Outcome.Interrupted("Stopped after " + removed + " of "
                        + step.things().size() + "; what is removed stays removed.");
            }
            if (!unused.contains(thing)) {
                kept++;
                control.output("Left " + thing.name() + ": it is used, or gone.");
            } else if (removed(prunable, step, thing, control)) {
                removed++;
            } else {
                kept++;
            }
            control.progress((removed + kept) + " of " + step.things().size());
        }
        return new Outcome.Done("removed " + removed + (kept == 0 ? "" : ", left " + kept + " that are used or gone"));
    }

    private static boolean removed(Prunable prunable, PruneEngine step, Thing thing, StepControl control) {
        try {
            prunable.remove(step.kind(), thing);
            control.output("Removed " + thing.name() + ".");
            return true;
        } catch (DockerException e) {
            control.output("Left " + thing.name() + ": " + EngineCall.refusal(e));
            return false;
        }
    }

    @Override
    public Finding inspect(
            ManagedSystem system, PruneEngine step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("what is left of it may be removed again");
    }

    static ContainerApi api(DockerEngines engines, ManagedSystem system) {
        return engines.of(system)
                .map(ContainerApi::new)
                .orElseThrow(() -> new TargetException(
                        system.name() + " does not run on Docker, so there is no engine to prune."));
    }
}
