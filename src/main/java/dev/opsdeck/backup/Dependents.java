package dev.opsdeck.backup;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.RestartSteps;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.Target;
import dev.opsdeck.plan.Targets;
import dev.opsdeck.plan.WorkloadStep;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Stops what uses a database while that is replaced, and starts it again. What does not run now stays as it is. */
@Singleton
final class Dependents {
    private final Targets targets;

    Dependents(Targets targets) {
        this.targets = targets;
    }

    /**
     * The steps on both sides.
     *
     * @param services those that stop, nearest to the database first
     */
    record Around(List<Step> stopping, List<Step> starting, List<ServiceRef> services) {}

    /** @throws dev.opsdeck.plan.TargetException when nobody can tell what runs */
    Around of(Catalog catalog, ManagedSystem system, ServiceRef database) {
        List<ServiceRef> all = catalog.dependents(database);
        List<ServiceRef> neededFirst = catalog.dependencyOrder(system.name()).stream()
                .filter(all::contains)
                .toList();
        Map<ServiceRef, List<ServiceStep>> stops = new LinkedHashMap<>();
        for (ServiceRef ref : neededFirst) {
            List<ServiceStep> steps = stops(system, ref);
            if (!steps.isEmpty()) {
                stops.put(ref, steps);
            }
        }
        List<Step> starting = new ArrayList<>();
        stops.forEach((ref, steps) -> starting.addAll(starts(system, ref, steps)));
        List<Step> stopping = new ArrayList<>();
        List.copyOf(stops.keySet()).reversed().forEach(ref -> stopping.addAll(Objects.requireNonNull(stops.get(ref))));
        return new Around(stopping, starting, List.copyOf(stops.keySet()));
    }

    private List<ServiceStep> stops(ManagedSystem system, ServiceRef ref) {
        Service service = service(system, ref);
        Target target = targets.of(system);
        return target.look(system, service).stream().anyMatch(status -> status.running())
                ? target.plan(system, service, new ServiceChange.Stop(false))
                : List.of();
    }

    /** What takes the stopping back, and the proof that it is. */
    static List<Step> starts(ManagedSystem system, ServiceRef ref, List<ServiceStep> stops) {
        List<Step> starts = new ArrayList<>();
        List<Instance> instances = new ArrayList<>();
        for (ServiceStep step : stops) {
            if (step instanceof ServiceStep.Stop stop) {
                starts.add(new ServiceStep.Start(ref, stop.instance(), stop.stopTimeout()));
                instances.add(stop.instance());
            } else if (step instanceof WorkloadStep.ScaleWorkload down) {
                starts.add(
                        new WorkloadStep.ScaleWorkload(ref, down.workload(), down.to(), down.from(), down.patience()));
            }
        }
        starts.add(RestartSteps.healthy(ref, service(system, ref), instances));
        return starts;
    }

    private static Service service(ManagedSystem system, ServiceRef ref) {
        return Objects.requireNonNull(system.services().get(ref.service()));
    }
}
