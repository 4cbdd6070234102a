package dev.opsdeck.plan;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings a step to who can do it: the technology of its system, as the catalog names it now, or the step's handler. */
@Singleton
public final class StepExecutor {
    private final LiveCatalog catalog;
    private final Targets targets;
    private final Map<Class<?>, StepHandler<?>> handlers;

    public StepExecutor(LiveCatalog catalog, Targets targets, List<StepHandler<?>> handlers) {
        this.catalog = catalog;
        this.targets = targets;
        this.handlers = handlers.stream().collect(Collectors.toMap(StepHandler::kind, Function.identity()));
    }

    /** See {@link StepHandler#before}. */
    public Map<String, String> before(Step step, long run) {
        ManagedSystem system = system(step);
        return step instanceof ServiceStep service
                ? targets.of(system).before(system, service)
                : handler(step).before(system, step, run);
    }

    /** See {@link StepHandler#act}. */
    public Outcome act(Step step, Map<String, String> before, StepControl control) {
        ManagedSystem system = system(step);
        return step instanceof ServiceStep service
                ? targets.of(system).act(system, service, before, control)
                : handler(step).act(system, step, before, control);
    }

    /** See {@link StepHandler#inspect}. */
    public Finding inspect(Step step, Map<String, String> before, Instant intentAt, Instant now) {
        ManagedSystem system = system(step);
        return step instanceof ServiceStep service
                ? targets.of(system).inspect(system, service, before, intentAt, now)
                : handler(step).inspect(system, step, before, intentAt, now);
    }

    /** See {@link StepHandler#undo}. */
    public Outcome undo(Step step, Map<String, String> before, StepControl control) {
        ManagedSystem system = system(step);
        return step instanceof ServiceStep service
                ? targets.of(system).undo(system, service, before, control)
                : handler(step).undo(system, step, before, control);
    }

    @SuppressWarnings("unchecked") // the map's key is the handler's own kind
    private StepHandler<Step> handler(Step step) {
        StepHandler<?> handler = handlers.get(step.getClass());
        if (handler == null) {
            throw new IllegalStateException(
                    "Nobody handles steps of the kind " + step.getClass().getSimpleName());
        }
        return (StepHandler<Step>) handler;
    }

    private ManagedSystem system(Step step) {
        ManagedSystem system = catalog.current().systems().get(step.system());
        if (system == null) {
            throw gone(step.system());
        }
        if (step instanceof ServiceStep service
                && !system.services().containsKey(service.service().service())) {
            throw gone(service.service().toString());
        }
        return system;
    }

    private static TargetException gone(String what) {
        return new TargetException(what + " is not in the catalog any more, so nobody can tell where it"
                + " runs. Put it back into the catalog or start anew.");
    }
}
