package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

/** A bad release becomes a P1: declared, escalated, mitigated by the way back, told, resolved, learned from. */
record SpherosegIncident(Journey journey, SpherosegStandIns standIns) {
    private static final String TOLD = "spheroseg-incidents";
    private static final Map<String, String> FIRST = Map.of("incident", "1");

    void goThrough() throws Exception {
        standIns.home().releases("v1.1.0", "003-note", "alter table images add column note text;\n");
        journey.asks("deploy spheroseg v1.1.0").succeeds();
        assertThat(version()).isEqualTo("v1.1.0");

        declared();
        escalated();
        journey.carriesOut("SPH-097").answers("Release v1.1.0", "Release v1.0.0");
        mitigated();
        resolved();
    }

    private void declared() {
        journey.carriesOut("SPH-129").answers("U0OMAR", "team-lead", "cto", "lead@spheroseg.com");
        journey.carriesOut("SPH-092").answers("is declared as");
        assertThat(journey.hears(TOLD, "pictures are not segmented")).contains("P1");
        journey.carriesOut("SPH-094", FIRST).answers("pictures are not segmented");
        assertThat(journey.hears(room(), "incident_ack")).contains("nobody can segment pictures");
        journey.carriesOut("SPH-130", FIRST).answers("is posted");
        assertThat(journey.hears(TOLD, "[P1] SpherosegV4 Service Disruption"))
                .contains("nobody can segment pictures", "Status: Investigating", "Updates will be provided every 30");
        journey.carriesOut("SPH-096", FIRST).answers("Declared P1");
    }

    private void escalated() {
        String room = room();
        journey.clock().pass(Duration.ofMinutes(6));
        journey.hears(room, "Nobody has acknowledged INC-1");
        journey.clock().pass(Duration.ofMinutes(10));
        journey.hears(room, "so team-lead is paged now");
        journey.carriesOut("SPH-095", FIRST).answers("is escalated to level");
        journey.carriesOut("SPH-128", FIRST).answers("is escalated to level");
        journey.asks("incident ack 1").answers("You acknowledged");
        journey.carriesOut("SPH-027", FIRST).answers("timeline");
    }

    private String room() {
        return "inc-1-pictures-are-not-segmented";
    }

    private void mitigated() {
        journey.carriesOut("SPH-099").succeeds();
        assertThat(version()).isEqualTo("v1.0.0");
        journey.carriesOut("SPH-098", FIRST).answers("timeline");

        journey.carriesOut("SPH-100").succeeds();
        assertThat(SpherosegStandIns.get(standIns.site() + "/").body()).contains("standby");
        journey.asks("run redirect-traffic target=primary").succeeds();
        assertThat(SpherosegStandIns.get(standIns.site() + "/").body()).contains("SpherosegV4");

        journey.carriesOut("SPH-131", FIRST).answers("is posted");
        assertThat(journey.hears(TOLD, "Service Disruption - Update"))
                .contains("Current status: Identified", "Next steps: watch the API", "ETA: 30 minutes");
        journey.carriesOut("SPH-093")
                .ticks(People.OPERATOR)
                .ticks(People.OPERATOR)
                .ticks(People.OPERATOR)
                .succeeds();
        journey.hears(TOLD, "all services are healthy");
    }

    private void resolved() {
        journey.carriesOut("SPH-101", FIRST).answers("is resolved");
        journey.carriesOut("SPH-132", FIRST).answers("is posted");
        assertThat(journey.hears(TOLD, "[RESOLVED] SpherosegV4 Service Disruption"))
                .contains("rolled back to v1.0.0", "Duration:", "A post-mortem will be conducted");
        journey.carriesOut("SPH-102", FIRST).answers("is published where it was handled");
    }

    private String version() {
        return SpherosegStandIns.get(standIns.api() + "/api/version").body().strip();
    }
}
