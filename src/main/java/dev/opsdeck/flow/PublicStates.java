package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.probe.Level;
import dev.opsdeck.routine.MonitorStore;
import dev.opsdeck.routine.PublicState;
import dev.opsdeck.routine.PublicStateStore;
import dev.opsdeck.routine.Windows;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Decides how each system stands in the eyes of the public, and keeps when that changed. */
@Singleton
final class PublicStates implements Regular {
    private final LiveCatalog catalog;
    private final IncidentStore incidents;
    private final MonitorStore monitors;
    private final Windows windows;
    private final PublicStateStore store;
    private final Jdbi jdbi;
    private final Clock clock;

    PublicStates(
            LiveCatalog catalog,
            IncidentStore incidents,
            MonitorStore monitors,
            Windows windows,
            PublicStateStore store,
            Jdbi jdbi,
            Clock clock) {
        this.catalog = catalog;
        this.incidents = incidents;
        this.monitors = monitors;
        this.windows = windows;
        this.store = store;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public String task() {
        return "public-states";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void run() {
        catalog.current().systems().values().stream()
                .filter(PublicStates::isPublic)
                .forEach(system ->
                        jdbi.useTransaction(tx -> store.put(tx, system.name(), now(tx, system), clock.instant())));
    }

    static boolean isPublic(ManagedSystem system) {
        return system.statusPage() != null && system.statusPage().enabled();
    }

    /**
     * An incident of the worst severity is an outage until it is mitigated, any other a degradation; so is a monitor
     * that sees something critical, unless that is what the system is being worked on for.
     */
    PublicState now(Handle handle, ManagedSystem system) {
        List<Incident> open = incidents.open(handle, system.name());
        if (open.stream().anyMatch(incident -> isOutage(system, incident))) {
            return PublicState.OUTAGE;
        }
        if (!open.isEmpty()) {
            return PublicState.DEGRADED;
        }
        if (windows.open(handle, system.name()).isPresent()) {
            return PublicState.MAINTENANCE;
        }
        boolean alarms = monitors.of(system.name()).stream().anyMatch(monitor -> monitor.level() == Level.CRITICAL);
        return alarms ? PublicState.DEGRADED : PublicState.OPERATIONAL;
    }

    /** The severities of the catalog are in order, the worst first. */
    private static boolean isOutage(ManagedSystem system, Incident incident) {
        boolean worst = system.severities().keySet().stream()
                .findFirst()
                .filter(incident.severity()::equals)
                .isPresent();
        return worst && incident.times().mitigated() == null;
    }
}
