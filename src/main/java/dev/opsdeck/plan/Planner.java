package dev.opsdeck.plan;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Health;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.PublicUrl;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/** Makes plans from commands, the catalog and what the targets look like now. Changes nothing. */
@Singleton
public final class Planner {
    /** How long a service without a health check of its own may take to be up again. */
    static final Duration DEFAULT_WITHIN = Duration.ofSeconds(60);

    private final Targets targets;

    public Planner(Targets targets) {
        this.targets = targets;
    }

    /**
     * Restarts services one after another, each proven healthy before the next.
     *
     * @param services of one system, in the order in which they are restarted; not empty
     * @param rolling whether each instance must be healthy before the next one of the same service goes down
     * @throws TargetException when a service has no instance, or cannot be looked at or acted on
     */
    public Plan restart(Catalog catalog, List<ServiceRef> services, boolean rolling) {
        ManagedSystem system =
                Objects.requireNonNull(catalog.systems().get(services.getFirst().system()));
        Target target = targets.acting(system);
        List<Step> steps = new ArrayList<>();
        for (ServiceRef ref : services) {
            Service service = Objects.requireNonNull(system.services().get(ref.service()));
            List<Instance> instances = instances(target, system, service);
            steps.addAll(rolling ? oneByOne(ref, service, instances) : together(ref, service, instances));
        }
        return PlanJson.sealed(new Plan(
                command(services, system, rolling),
                system.name(),
                services,
                List.copyOf(steps),
                steps.stream().map(Step::risk).reduce(Risk.READ, Risk::or),
                blastRadius(catalog, services),
                ""));
    }

    private static List<Instance> instances(Target target, ManagedSystem system, Service service) {
        List<Instance> instances = target.look(system, service).stream()
                .map(InstanceStatus::instance)
                .toList();
        if (instances.isEmpty()) {
            throw new TargetException("Nothing of " + system.name() + "/" + service.name()
                    + " was found where the catalog says it runs, not even stopped. Check that it was started once"
                    + " and that its labels or container name match the catalog.");
        }
        return instances;
    }

    private static List<Step> together(ServiceRef ref, Service service, List<Instance> instances) {
        List<Step> steps = new ArrayList<>();
        instances.forEach(instance -> steps.add(restart(ref, service, instance)));
        steps.add(healthy(ref, service, instances));
        return steps;
    }

    private static List<Step> oneByOne(ServiceRef ref, Service service, List<Instance> instances) {
        List<Step> steps = new ArrayList<>();
        for (Instance instance : instances) {
            steps.add(restart(ref, service, instance));
            steps.add(healthy(ref, service, List.of(instance)));
        }
        return steps;
    }

    private static Step restart(ServiceRef ref, Service service, Instance instance) {
        return new Step.Restart(ref, instance, service.stopTimeout(), service.attempts());
    }

    private static Step healthy(ServiceRef ref, Service service, List<Instance> instances) {
        Health health = service.health();
        Duration within = health == null ? DEFAULT_WITHIN : health.within();
        String own = health == null ? "" : ", GET " + PublicUrl.of(health.http()) + " answers " + health.expect();
        String check = "running and healthy" + own + " within " + within.toSeconds() + " s";
        return new Step.AwaitHealthy(ref, instances, check, within);
    }

    private static String command(List<ServiceRef> services, ManagedSystem system, boolean rolling) {
        boolean all =
                services.size() > 1 && services.size() == system.services().size();
        String target = all ? system.name() + "/all" : services.getFirst().toString();
        return "restart " + target + (rolling ? " --rolling" : "");
    }

    private static List<ServiceRef> blastRadius(Catalog catalog, List<ServiceRef> services) {
        var affected = new LinkedHashSet<ServiceRef>();
        services.forEach(service -> affected.addAll(catalog.dependents(service)));
        services.forEach(affected::remove);
        return List.copyOf(affected);
    }
}
