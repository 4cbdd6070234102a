package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** The section about security, and an incident by the system's severities and templates. */
record SpacexLaunchTrackerSecurity(Journey journey, SpacexLaunchTrackerServer server) {
    void go() {
        checklist();
        monitoring();
        incident();
        contacts();
    }

    private void checklist() {
        String card = Checklists.finish(journey, "Security", journey.carriesOut("SPX-098"), People.OPERATOR);
        assertThat(card)
                .contains("finished", "✅  Check cors: Foreign pages", "✅  Check rate-limit: A burst of requests");
    }

    private void monitoring() {
        assertThat(server.admin("/api/admin/refresh", "wrong-token")).isEqualTo(401);
        assertThat(server.admin("/api/admin/refresh", "another-wrong-token")).isEqualTo(401);

        journey.carriesOut("SPX-099").answers("most ");
        journey.carriesOut("SPX-100").answers("authentication failed");
        journey.carriesOut("SPX-101").answers("certificate", "days");
    }

    private void incident() {
        journey.carriesOut("SPX-102").answers("INC-1", "is declared");
        String number = "1";
        String room = Awaitility.await("the incident's channel")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> journey.deck().slack().workspace().channels.all().stream()
                                .map(channel -> channel.name())
                                .filter(name -> name.startsWith("inc-"))
                                .findFirst()
                                .orElse(""),
                        name -> !name.isEmpty());
        assertThat(room).contains("admin-token");
        journey.carriesOut("SPX-084", Map.of("incident", number)).answers("on the timeline of INC-1");
        journey.carriesOut("SPX-131", Map.of("incident", number)).answers("The update about INC-1", "is posted");
        journey.hears("spacex-incidents", "Contained");
        journey.carriesOut("SPX-133", Map.of("incident", number)).answers("escalated to level 2");
        journey.asks("incident ack " + number).answers("You acknowledged INC-1");
        journey.asks("incident resolve " + number + " --summary=\"token replaced\" --cause=\"posted by mistake\"")
                .answers("is resolved");
        journey.hears("spacex-incidents", "token replaced");
        journey.carriesOut("SPX-103", Map.of("incident", number)).answers("is published where it was handled");
    }

    private void contacts() {
        journey.carriesOut("SPX-132").answers("Database administrator", "System administrator", "Development team");
        journey.carriesOut("SPX-134").answers("Documentation", "/docs/runbooks/", "not configured");
    }
}
