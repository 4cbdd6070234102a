package dev.opsdeck.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what somebody typed into what it means; upper and lower case are the same, titles count as names. */
final class NameResolver {
    static final String ALL = "all";

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
        return allOf(name).orElseGet(() -> service(name, here));
    }

    private Resolution service(String name, Optional<ManagedSystem> here) {
        return switch (search().find(name, here)) {
            case Found.One<Service>(ManagedSystem system, String service, Service _) ->
                new Resolution.One(new ServiceRef(system.name(), service));
            case Found.Choice<Service>(List<String> candidates) -> new Resolution.Choice(candidates);
            case Found.Unknown<Service>(List<String> nearest) -> new Resolution.Unknown(nearest);
        };
    }

    private NameSearch<Service> search() {
        return new NameSearch<>(catalog.systems().values(), Section.SERVICES);
    }

    /** {@code system/all}, which a service cannot be called. */
    private Optional<Resolution> allOf(String name) {
        int slash = name.indexOf('/');
        return slash >= 0 && name.substring(slash + 1).strip().equalsIgnoreCase(ALL)
                ? search().system(name.substring(0, slash).strip()).map(this::all)
                : Optional.empty();
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

    private Resolution all(ManagedSystem system) {
        return new Resolution.All(system.name(), catalog.dependencyOrder(system.name()));
    }
}
