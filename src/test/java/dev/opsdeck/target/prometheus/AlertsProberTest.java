package dev.opsdeck.target.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Monitoring;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Alert;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.target.net.HttpGet;
import dev.opsdeck.testing.AlertmanagerServer;
import dev.opsdeck.testing.Catalogs;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.PrometheusServer;
import dev.opsdeck.testing.Tool;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@Needs(Tool.PROMETHEUS)
final class AlertsProberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final String RULES = """
            groups:
              - name: alerts
                rules:
                  - { alert: AlwaysOn, expr: vector(1), labels: { severity: info }, annotations: { summary: "It is always on" } }
            """;

    private static @Nullable AlertmanagerServer manager;

    private final Alertmanager alertmanager = new Alertmanager(new MonitoringApi(new HttpGet()));
    private final AlertsProber prober = new AlertsProber(alertmanager);

    @BeforeAll
    static void start() {
        manager = AlertmanagerServer.start();
        manager.fire("HighErrorRate", "critical", "backend", "5 % of requests fail", NOW.minusSeconds(600));
        manager.fire("SlowAnswers", "warning", "backend", "p95 is 3 s", NOW.minusSeconds(500));
        manager.fire("DiskFilling", "warning", "postgres", "80 % used", NOW.minusSeconds(400));
        manager.fire("CertificateEnds", "warning", "proxy", "ends in 20 days", NOW.minusSeconds(300));
        manager.silence("CertificateEnds", "lena", "ordered a new one", NOW, NOW.plusSeconds(3600));
        manager.awaitInhibited("SlowAnswers");
    }

    @AfterAll
    static void stop() {
        if (manager != null) {
            manager.close();
        }
    }

    private static ManagedSystem shop() {
        return Catalogs.system(
                Map.of(),
                new Monitoring(null, Objects.requireNonNull(manager).url().toString(), null));
    }

    private Reading ask(@Nullable String severity, @Nullable String name) {
        return prober.ask(shop(), new Probe.Alerts(severity, name), PATIENCE);
    }

    @Test
    void firing_alerts_are_counted_and_quiet_ones_shown() {
        Reading reading = ask(null, null);
        assertThat(reading.measures()).containsExactly(Measure.of("firing", 2, null));
        assertThat(reading.summary())
                .isEqualTo("2 alerts are firing: DiskFilling, HighErrorRate; 2 more silenced or inhibited");
        assertThat(Objects.requireNonNull(reading.table()).rows())
                .extracting(row -> row.getFirst() + " " + row.get(3))
                .containsExactly(
                        "DiskFilling firing",
                        "HighErrorRate firing",
                        "CertificateEnds silenced by lena until " + NOW.plusSeconds(3600),
                        "SlowAnswers inhibited");
    }

    @Test
    void only_the_wanted_ones_count() {
        assertThat(ask("critical", null).measures()).containsExactly(Measure.of("firing", 1, null));
        assertThat(ask(null, "DiskFilling").measures()).containsExactly(Measure.of("firing", 1, null));
        assertThat(ask(null, "CertificateEnds").measures()).containsExactly(Measure.of("firing", 0, null));
        assertThat(ask("critical", "DiskFilling").summary()).isEqualTo("No alert is firing");
    }

    @Test
    void an_alert_tells_since_when_and_who_silenced_it_until_when() {
        Alert silenced = alertmanager.alerts(shop(), PATIENCE).stream()
                .filter(alert -> alert.name().equals("CertificateEnds"))
                .findFirst()
                .orElseThrow();
        assertThat(silenced.since()).isEqualTo(NOW.minusSeconds(300));
        assertThat(silenced.summary()).isEqualTo("ends in 20 days");
        assertThat(silenced.labels()).containsEntry("service", "proxy");
        assertThat(silenced.counts()).isFalse();
        assertThat(silenced.silences())
                .containsExactly(new Alert.Silence("lena", "ordered a new one", NOW.plusSeconds(3600)));
    }

    @Test
    void an_alert_of_a_real_rule_arrives() {
        try (var own = AlertmanagerServer.start();
                var _ = PrometheusServer.start(RULES, own)) {
            var system =
                    Catalogs.system(Map.of(), new Monitoring(null, own.url().toString(), null));
            List<Alert> alerts = Awaitility.await("the alert")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> alertmanager.alerts(system, PATIENCE), all -> !all.isEmpty());
            assertThat(alerts).singleElement().satisfies(alert -> {
                assertThat(alert.name()).isEqualTo("AlwaysOn");
                assertThat(alert.severity()).contains("info");
                assertThat(alert.summary()).isEqualTo("It is always on");
            });
        }
    }

    @Test
    void a_system_without_alertmanager_says_what_to_add() {
        assertThatThrownBy(() -> prober.ask(Catalogs.empty(), new Probe.Alerts(null, null), PATIENCE))
                .hasMessageContaining("monitoring: alertmanager");
    }

    @Test
    void a_wrong_url_is_told() {
        String url = Objects.requireNonNull(manager).url() + "/wrong";
        assertThatThrownBy(() -> prober.ask(
                        Catalogs.system(Map.of(), new Monitoring(null, url, null)),
                        new Probe.Alerts(null, null),
                        PATIENCE))
                .hasMessageContaining("HTTP 404");
    }
}
