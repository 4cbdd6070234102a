package dev.opsdeck.plan;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Resolution;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/** Makes plans that change services: each service's own steps, in the order of their dependencies. Changes nothing. */
@Singleton
public final class Planner {
    private final Targets targets;

    public Planner(Targets targets) {
        this.targets = targets;
    }

    /** In which order services are changed. */
    public enum Order {
        /** What a service needs goes first: for everything that ends with it running. */
        NEEDED_FIRST,
        /** What needs a service goes first: for stopping. */
        NEEDED_LAST
    }

    /**
     * Changes services one after another, each proven before the next.
     *
     * @param command the canonical command
     * @param services of one system; not empty
     * @throws TargetException when a service cannot be looked at or acted on
     */
    public Plan services(
            String command, Catalog catalog, List<ServiceRef> services, ServiceChange change, Order order) {
        ManagedSystem system =
                Objects.requireNonNull(catalog.systems().get(services.getFirst().system()));
        List<ServiceRef> ordered = ordered(catalog, services, order);
        List<Step> steps = new ArrayList<>();
        for (ServiceRef ref : ordered) {
            Service service = Objects.requireNonNull(system.services().get(ref.service()));
            steps.addAll(targets.of(system).plan(system, service, change));
        }
        if (steps.isEmpty()) {
            throw new NothingToDoException("There is nothing to do: "
                    + String.join(
                            ", ", services.stream().map(ServiceRef::toString).toList())
                    + " is as the command would make it.");
        }
        Plan plan = Plan.of(command, system.name(), ordered, steps, blastRadius(catalog, ordered));
        return targets.of(system).putsBack(change) ? plan.puttingBack() : plan;
    }

    /**
     * The services that full names stand for; {@code system/all} for all of one.
     *
     * @throws TargetException when one is not in the catalog any more, or they are of several systems
     */
    public static List<ServiceRef> resolve(Catalog catalog, List<String> names) {
        var found = new LinkedHashSet<ServiceRef>();
        for (String name : names) {
            switch (catalog.resolve(name, "")) {
                case Resolution.One(ServiceRef service) -> found.add(service);
                case Resolution.All(String _, List<ServiceRef> all) -> found.addAll(all);
                case Resolution.Choice _, Resolution.Unknown _ ->
                    throw new TargetException(name + " is not in the catalog any more. Give the command again.");
            }
        }
        if (found.stream().map(ServiceRef::system).distinct().count() > 1) {
            throw new TargetException("These services are of several systems: "
                    + String.join(", ", found.stream().map(ServiceRef::toString).toList())
                    + ". Give one command for each system.");
        }
        return List.copyOf(found);
    }

    /** What depends on the targets, nearest first, without themselves. */
    public static List<ServiceRef> blastRadius(Catalog catalog, List<ServiceRef> services) {
        var affected = new LinkedHashSet<ServiceRef>();
        services.forEach(service -> affected.addAll(catalog.dependents(service)));
        services.forEach(affected::remove);
        return List.copyOf(affected);
    }

    /** The services in the order of their dependencies; the order given where there is none between them. */
    private static List<ServiceRef> ordered(Catalog catalog, List<ServiceRef> services, Order order) {
        if (services.size() == 1) {
            return services;
        }
        String system = services.getFirst().system();
        List<ServiceRef> all =
                catalog.resolve(system + "/all", "") instanceof Resolution.All(String _, var every) ? every : services;
        List<ServiceRef> ordered = all.stream().filter(services::contains).toList();
        return switch (order) {
            case NEEDED_FIRST -> ordered;
            case NEEDED_LAST -> ordered.reversed();
        };
    }
}
