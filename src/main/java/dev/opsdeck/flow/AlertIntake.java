package dev.opsdeck.flow;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.probe.Masking;
import dev.opsdeck.routine.AlertStore;
import dev.opsdeck.routine.Notification;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what Alertmanager notifies of: all of it is on record, and on its card, before Alertmanager is answered. */
@Singleton
public final class AlertIntake {
    private static final Logger LOG = LoggerFactory.getLogger(AlertIntake.class);

    private final LiveCatalog catalog;
    private final AlertStore alerts;
    private final AlertCards cards;
    private final Masking masking;
    private final MeterRegistry registry;
    private final Jdbi jdbi;
    private final Clock clock;

    AlertIntake(
            LiveCatalog catalog,
            AlertStore alerts,
            AlertCards cards,
            Masking masking,
            MeterRegistry registry,
            Jdbi jdbi,
            Clock clock) {
        this.catalog = catalog;
        this.alerts = alerts;
        this.cards = cards;
        this.masking = masking;
        this.registry = registry;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Takes a notification; the same one again changes nothing.
     *
     * @param system whose alerts they are where their labels do not say; empty for unknown
     */
    public void take(Notification notification, String system) {
        Instant now = clock.instant();
        // In the same order everywhere, so that no two transactions wait for each other.
        var parts = new TreeMap<String, List<Notification.Incoming>>();
        Catalog current = catalog.current();
        for (Notification.Incoming alert : notification.alerts()) {
            String of = AlertSystems.of(current, alert.labels(), system)
                    .map(ManagedSystem::name)
                    .orElse("");
            parts.computeIfAbsent(of, _ -> new ArrayList<>()).add(alert);
        }
        count(parts);
        jdbi.useTransaction(tx -> parts.forEach((of, some) -> {
            long card = alerts.put(tx, of, notification.with(some).rewritten(masking::mask), now);
            cards.show(tx, card);
        }));
    }

    private void count(Map<String, List<Notification.Incoming>> parts) {
        parts.forEach(
                (of, some) -> registry.counter("opsdeck.alerts", "system", of).increment(some.size()));
        List<Notification.Incoming> nobodys = parts.getOrDefault("", List.of());
        if (!nobodys.isEmpty()) {
            LOG.warn(
                    "{} alerts belong to no system, such as {}. Add monitoring: alerts: with their labels to a system's"
                            + " file, or a label system, or ?system=NAME to the webhook's URL.",
                    nobodys.size(),
                    masking.mask(nobodys.getFirst().labels().toString()));
        }
    }
}
