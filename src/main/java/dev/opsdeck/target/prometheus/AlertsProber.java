package dev.opsdeck.target.prometheus;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Alert;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Counts the alerts that notify; silenced and inhibited ones are shown and not counted. */
@Singleton
final class AlertsProber implements Prober<Probe.Alerts> {
    private static final int SHOWN = 100;
    private static final int NAMED = 5;

    private final Alertmanager alertmanager;

    AlertsProber(Alertmanager alertmanager) {
        this.alertmanager = alertmanager;
    }

    @Override
    public Class<Probe.Alerts> asks() {
        return Probe.Alerts.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Alerts probe, Duration patience) {
        List<Alert> alerts = alertmanager.alerts(system, patience).stream()
                .filter(alert -> probe.name() == null || alert.name().equals(probe.name()))
                .filter(alert -> probe.severity() == null
                        || alert.severity().filter(probe.severity()::equals).isPresent())
                .toList();
        List<Alert> firing = alerts.stream().filter(Alert::counts).toList();
        return Reading.of(
                summary(firing, alerts.size() - firing.size()),
                List.of(Measure.of("firing", firing.size(), null)),
                alerts.isEmpty() ? null : table(alerts));
    }

    private static String summary(List<Alert> firing, int quiet) {
        String names = firing.stream().map(Alert::name).distinct().limit(NAMED).collect(Collectors.joining(", "));
        String count = firing.isEmpty()
                ? "No alert is firing"
                : firing.size() + (firing.size() == 1 ? " alert is firing: " : " alerts are firing: ") + names;
        return count + (quiet == 0 ? "" : "; " + quiet + " more silenced or inhibited");
    }

    private static Table table(List<Alert> alerts) {
        return new Table(
                List.of("alert", "severity", "since", "state", "summary"),
                alerts.stream().limit(SHOWN).map(AlertsProber::row).toList(),
                alerts.size() <= SHOWN);
    }

    private static List<String> row(Alert alert) {
        return List.of(
                alert.name(),
                alert.severity().orElse(""),
                alert.since().truncatedTo(ChronoUnit.SECONDS).toString(),
                state(alert),
                alert.summary());
    }

    private static String state(Alert alert) {
        if (alert.silences().isEmpty()) {
            return alert.inhibited() ? "inhibited" : "firing";
        }
        return alert.silences().stream()
                .map(one -> "silenced by " + one.by() + " until " + one.until().truncatedTo(ChronoUnit.SECONDS))
                .collect(Collectors.joining(", "));
    }
}
