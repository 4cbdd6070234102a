package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.probe.Alert;
import dev.opsdeck.probe.Masking;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.routine.AlertStore;
import dev.opsdeck.target.prometheus.Alertmanager;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Alertmanager how silenced alerts stand: it does not say by itself when they end. */
@Singleton
final class SilencedAlerts implements Regular {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(SilencedAlerts.class);

    private final LiveCatalog catalog;
    private final AlertStore alerts;
    private final AlertCards cards;
    private final Alertmanager alertmanager;
    private final Masking masking;
    private final Jdbi jdbi;
    private final Clock clock;

    SilencedAlerts(
            LiveCatalog catalog,
            AlertStore alerts,
            AlertCards cards,
            Alertmanager alertmanager,
            Masking masking,
            Jdbi jdbi,
            Clock clock) {
        this.catalog = catalog;
        this.alerts = alerts;
        this.cards = cards;
        this.alertmanager = alertmanager;
        this.masking = masking;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public String task() {
        return "silenced-alerts";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void run() {
        catalog.current().systems().values().stream()
                .filter(system -> system.monitoring().alertmanager() != null)
                .forEach(this::look);
    }

    private void look(ManagedSystem system) {
        List<Long> silenced = jdbi.withHandle(handle -> alerts.silenced(handle, system.name(), clock.instant()));
        if (silenced.isEmpty()) {
            return;
        }
        try {
            List<Map<String, String>> firing = alertmanager.alerts(system, PATIENCE).stream()
                    .map(alert -> alert.rewritten(masking::mask))
                    .map(Alert::labels)
                    .toList();
            silenced.forEach(card -> jdbi.useTransaction(tx -> {
                if (alerts.endOthers(tx, card, system.name(), firing, clock.instant())) {
                    cards.show(tx, card);
                }
            }));
        } catch (ProbeException e) {
            LOG.warn("Nobody can tell how the silenced alerts of {} stand: {}", system.name(), e.getMessage());
        }
    }
}
