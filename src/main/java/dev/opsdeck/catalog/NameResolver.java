package dev.opsdeck.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what somebody typed into what it means; upper and lower case are the same, titles count as names. */
final class NameResolver {
    static final String ALL = "all";
    private static final int SUGGESTIONS = 5;

    private final Catalog catalog;

    NameResolver(Catalog catalog) {
        this.catalog = catalog;
    }

    Resolution resolve(String typed, @Nullable String channelName) {
        String name = typed.strip();
        Optional<ManagedSystem> here = Optional.ofNullable(channelName).flatMap(catalog::systemOfChannel);
        if (name.equalsIgnoreCase(ALL)) {
            return everything(here);
        }
        List<ServiceRef> local = here.map(system -> named(system, name)).orElse(List.of());
        if (local.size() == 1) {
            return new Resolution.One(local.getFirst());
        }
        return name.contains("/") ? full(name) : anywhere(name);
    }

    private Resolution everything(Optional<ManagedSystem> here) {
        Optional<ManagedSystem> system = here.or(this::onlySystem);
        return system.isPresent()
                ? all(system.get())
                : new Resolution.Choice(catalog.systems().keySet().stream()
                        .map(each -> each + "/" + ALL)
                        .toList());
    }

    private Optional<ManagedSystem> onlySystem() {
        return catalog.systems().size() == 1
                ? Optional.of(catalog.systems().values().iterator().next())
                : Optional.empty();
    }

    private Resolution full(String name) {
        int slash = name.indexOf('/');
        String systemName = name.substring(0, slash).strip();
        String serviceName = name.substring(slash + 1).strip();
        Optional<ManagedSystem> system = catalog.systems().values().stream()
                .filter(each -> isCalled(systemName, each.name(), each.title()))
                .findFirst();
        if (system.isEmpty()) {
            return unknown(name);
        }
        return serviceName.equalsIgnoreCase(ALL) ? all(system.get()) : outcome(named(system.get(), serviceName), name);
    }

    private Resolution anywhere(String name) {
        List<ServiceRef> found = new ArrayList<>();
        catalog.systems().values().forEach(system -> found.addAll(named(system, name)));
        return outcome(found, name);
    }

    private Resolution outcome(List<ServiceRef> found, String name) {
        return switch (found.size()) {
            case 0 -> unknown(name);
            case 1 -> new Resolution.One(found.getFirst());
            default ->
                new Resolution.Choice(found.stream().map(ServiceRef::toString).toList());
        };
    }

    private Resolution all(ManagedSystem system) {
        return new Resolution.All(system.name(), catalog.dependencyOrder(system.name()));
    }

    private Resolution unknown(String name) {
        boolean wantsFull = name.contains("/");
        List<String> known = new ArrayList<>();
        for (ManagedSystem system : catalog.systems().values()) {
            for (String service : system.services().keySet()) {
                known.add(wantsFull ? system.name() + "/" + service : service);
            }
        }
        return new Resolution.Unknown(Nearest.some(name, known, SUGGESTIONS));
    }

    /** By name; only when no name fits, by title. */
    private static List<ServiceRef> named(ManagedSystem system, String typed) {
        List<ServiceRef> byName = system.services().values().stream()
                .filter(service -> service.name().equalsIgnoreCase(typed))
                .map(service -> new ServiceRef(system.name(), service.name()))
                .toList();
        return byName.isEmpty()
                ? system.services().values().stream()
                        .filter(service -> typed.equalsIgnoreCase(service.title()))
                        .map(service -> new ServiceRef(system.name(), service.name()))
                        .toList()
                : byName;
    }

    private static boolean isCalled(String typed, String name, String title) {
        return typed.equalsIgnoreCase(name) || typed.equalsIgnoreCase(title);
    }
}
