package dev.opsdeck.testing;

import dev.opsdeck.catalog.Channels;
import dev.opsdeck.catalog.Deployment;
import dev.opsdeck.catalog.Freezing;
import dev.opsdeck.catalog.Host;
import dev.opsdeck.catalog.Maintenance;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Monitoring;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.Upkeep;
import java.util.List;
import java.util.Map;

/** Systems that are only looked at. */
public final class Catalogs {
    private Catalogs() {}

    /** A system of nothing but hosts and monitoring. */
    public static ManagedSystem system(Map<String, Host> hosts, Monitoring monitoring) {
        return system(new Runtime.Process(), Map.of(), hosts, monitoring, Upkeep.NONE);
    }

    /** A system whose hosts and services are looked after. */
    public static ManagedSystem system(
            Runtime runtime,
            Map<String, Service> services,
            Map<String, Host> hosts,
            Monitoring monitoring,
            Upkeep upkeep) {
        return new ManagedSystem(
                "shop",
                "Shop",
                new Channels(null, null),
                runtime,
                services,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                hosts,
                monitoring,
                Freezing.USUAL,
                Deployment.USUAL,
                upkeep,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Maintenance.USUAL,
                null);
    }

    /** A system with nothing in it. */
    public static ManagedSystem empty() {
        return system(Map.of(), Monitoring.NONE);
    }
}
