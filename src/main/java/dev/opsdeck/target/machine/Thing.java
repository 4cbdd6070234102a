package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.plan.TargetException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Something that the catalog looks after, found by its full name. */
record Thing<T extends Upkeep.Placed>(ManagedSystem system, T thing, String word) {

    static <T extends Upkeep.Placed> Thing<T> of(Catalog catalog, String fullName, Section<T> section) {
        if (catalog.find(fullName, "", section) instanceof Found.One<T> one) {
            return new Thing<>(one.system(), one.thing(), section.word());
        }
        throw new TargetException(
                "The catalog has no " + section.word() + " " + fullName + " any more. Give the command again.");
    }

    /** @param name full, or that of a system for its only web server */
    static Thing<Upkeep.WebServer> webServer(Catalog catalog, @Nullable String name) {
        ManagedSystem system = name == null ? null : catalog.systems().get(name);
        if (system == null) {
            return of(catalog, String.valueOf(name), Section.WEB_SERVERS);
        }
        Collection<Upkeep.WebServer> all = system.upkeep().webServers().values();
        if (all.size() != 1) {
            throw new TargetException(
                    all.isEmpty()
                            ? "The catalog of " + system.name()
                                    + " has no web server. Declare it under upkeep: web-servers:."
                            : "Say which web server of " + system.name() + " is meant: "
                                    + String.join(", ", system.upkeep().webServers().keySet()) + ".");
        }
        return new Thing<>(system, all.iterator().next(), Section.WEB_SERVERS.word());
    }

    /** What a plan about it changes: the service that it is in, or the thing itself. */
    ServiceRef target(Upkeep.Placed placed) {
        String name = placed.service() == null ? word.replace(' ', '-') + ":" + placed.name() : placed.service();
        return new ServiceRef(system.name(), name);
    }

    TargetException refusal(String why) {
        return new TargetException("The " + word + " " + thing.name() + " of " + system.name() + " " + why + ".");
    }
}
