package dev.opsdeck.release;

import dev.opsdeck.catalog.Cache;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Resolution;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.TargetException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** What a name that is deployed stands for. */
final class Deployable {
    private Deployable() {}

    /**
     * One service, or those of a system that get new versions, what is needed first.
     *
     * @throws TargetException when there is no such thing any more
     */
    static List<ServiceRef> of(Catalog catalog, String name) {
        ManagedSystem system = catalog.systems().get(name);
        if (system == null) {
            if (catalog.resolve(name, "") instanceof Resolution.One(ServiceRef service)) {
                return List.of(service);
            }
            throw new TargetException(name + " is not in the catalog any more. Give the command again.");
        }
        List<ServiceRef> all =
                catalog.resolve(name + "/all", "") instanceof Resolution.All(String _, var every) ? every : List.of();
        List<ServiceRef> wanted = all.stream()
                .filter(service -> deployed(system, service.service()))
                .toList();
        if (wanted.isEmpty()) {
            throw new TargetException(name + " has no services that get new versions.");
        }
        return wanted;
    }

    static ManagedSystem system(Catalog catalog, List<ServiceRef> services) {
        return Objects.requireNonNull(catalog.systems().get(services.getFirst().system()));
    }

    /** What stores data has versions of its own, which nobody changes along with the programs. */
    private static boolean deployed(ManagedSystem system, String service) {
        List<String> named = system.deploy().services();
        if (!named.isEmpty()) {
            return named.contains(service);
        }
        var stores = new HashSet<String>();
        system.databases().values().stream().map(Database::service).forEach(stores::add);
        system.caches().values().stream().map(Cache::service).forEach(stores::add);
        return !stores.contains(service);
    }
}
