package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.testing.Deck;
import java.util.List;
import org.awaitility.Awaitility;

/** What is looked at every day, and when an alert fires. */
record SpherosegDays(Journey journey, SpherosegStandIns standIns) {
    private static final String OPS = "spheroseg-ops";

    void goThrough() throws Exception {
        morning();
        health();
        charts();
        alert();
    }

    private void morning() {
        journey.carriesOut("SPH-001").answers("is open");
        assertThat(journey.hears(OPS, "Morning checklist"))
                .contains("Check health", "Check overnight-alerts", "Check backup-age", "Check disk", "Check p95");
        journey.carriesOut("SPH-003").answers("alerts-firing, last 12h");
        journey.carriesOut("SPH-004").answers("last_backup_timestamp", "0.0 hours old");
        journey.carriesOut("SPH-005").answers("spheroseg");
        journey.carriesOut("SPH-006").answers("%");
        journey.carriesOut("SPH-007").answers("dashboard, last 12h");
    }

    private void health() {
        journey.carriesOut("SPH-013").answers("frontend", "backend", "ml", "db", "redis", "backup", "nginx");
        journey.carriesOut("SPH-002").answers("answers are fine");
        journey.carriesOut("SPH-008").answers("200");
        journey.carriesOut("SPH-009").answers("200");
        journey.carriesOut("SPH-010").answers("200");
        journey.carriesOut("SPH-011").answers("🟢");
        journey.carriesOut("SPH-012").answers("🟢");

        standIns.engineStops("ml");
        assertThat(journey.asks("check ml").answers("50")).contains("🔴");
        assertThat(journey.asks("check backend").answers("200")).doesNotContain("🔴");
        assertThat(journey.asks("check health").answers("ml health")).contains("🔴");
        journey.asks("start ml").succeeds();
    }

    private void charts() {
        for (int request = 0; request < 6; request++) {
            SpherosegStandIns.get(standIns.api() + (request % 2 == 0 ? "/api/version" : "/api/fail"));
        }
        standIns.awaitMeasured("sum(rate(http_requests_total{status=\"500\"}[5m])) > 0");
        for (String id : List.of(
                "SPH-014", "SPH-015", "SPH-016", "SPH-017", "SPH-018", "SPH-019", "SPH-020", "SPH-021", "SPH-022")) {
            journey.carriesOut(id).answers("is in this channel");
        }
        assertThat(picture("error-rate")).contains("error-rate");
        assertThat(picture("disk-io")).contains("read", "written");
        assertThat(picture("memory")).contains("memory").doesNotContain("unlimited");
    }

    /** What the picture's words say. */
    private String picture(String metric) {
        return Deck.text(journey.deck().awaitMessage(OPS, "spheroseg-" + metric + "-last-1h.png"));
    }

    private void alert() throws Exception {
        journey.carriesOut("SPH-026").answers("backend:3000", "prometheus");
        standIns.engineStops("backend");
        String card = journey.hears(OPS, "ServiceDown · spheroseg");
        assertThat(card).contains("The API is down");
        String number = card.replaceAll("(?s).*Alerts (\\d+) .*", "$1");
        journey.carriesOut("SPH-024", java.util.Map.of("alert", number)).answers("They are silenced until");
        Awaitility.await().until(() -> standIns.silences().contains("omar"));
        assertThat(journey.asks("diagnose alert-response").answers("is in this channel"))
                .isNotBlank();
        assertThat(journey.hears(OPS, "diagnose spheroseg/alert-response: "))
                .contains("1 more silenced", "What Prometheus watches is up");
        journey.carriesOut("SPH-025").answers("backend");
        journey.carriesOut("SPH-023")
                .ticks(People.OPERATOR)
                .ticks(People.OPERATOR)
                .ticks(People.OPERATOR)
                .succeeds();
        journey.asks("start backend").succeeds();
        journey.hears(OPS, "ServiceDown · spheroseg is resolved");
    }
}
