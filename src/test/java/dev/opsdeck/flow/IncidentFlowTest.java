package dev.opsdeck.flow;

import static dev.opsdeck.flow.Crisis.LEAD;
import static dev.opsdeck.flow.Crisis.OPERATOR;
import static dev.opsdeck.flow.Crisis.OPS;
import static dev.opsdeck.flow.Crisis.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.audit.Verification;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.Phase;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Incidents as people live through them, on a clock that the test moves. */
@SuppressWarnings("NullAway.Init")
final class IncidentFlowTest {
    private static final ShiftedClock CLOCK = new ShiftedClock();

    @TempDir
    static Path folder;

    private static Deck deck;
    private static Crisis crisis;

    @BeforeAll
    static void start() throws IOException {
        deck = Deck.start(
                Crisis.catalog(folder.resolve("catalog")), folder.resolve("home"), TestDatabase.create(), CLOCK);
        deck.slack().limits().enforce(false);
        crisis = new Crisis(deck);
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    @AfterEach
    void calm() {
        deck.slack().faults().clear();
    }

    @Test
    void an_incident_goes_from_its_declaration_to_its_post_mortem() throws Exception {
        Incident incident = crisis.declare(VIEWER, "P1 Checkout fails --impact=\"nobody can pay\"");
        String room = crisis.room(incident);

        assertThat(incident.channelName()).isEqualTo("inc-" + incident.number() + "-checkout-fails");
        Message card = deck.awaitMessage(room, "incident_ack");
        assertThat(Deck.text(card)).contains("Checkout fails", "nobody can pay", "Customers cannot buy", "update due");
        deck.awaitMessage("shop-incidents", "Checkout fails");
        deck.awaitMessage("general", "Checkout fails");
        Awaitility.await().untilAsserted(() -> {
            assertThat(Deck.text(card) + channel(room)).contains("🔴 P1 Checkout fails");
            assertThat(members(room)).contains(VIEWER, OPERATOR, LEAD);
            assertThat(crisis.direct(OPERATOR)).anyMatch(text -> text.contains("Checkout fails"));
        });

        CLOCK.pass(Duration.ofMinutes(5));
        deck.awaitMessage(room, "Nobody has acknowledged INC-" + incident.number());
        CLOCK.pass(Duration.ofMinutes(10));
        deck.awaitMessage(room, "so lead is paged now");
        deck.awaitMessage(room, "The assessment of INC-" + incident.number() + " should be over by now");

        deck.slack().as(OPERATOR).click(room, card.ts(), "incident_ack");
        Awaitility.await().until(() -> crisis.find(incident.number()).phase() == Phase.ACKNOWLEDGED);
        deck.slack().as(LEAD).command(room, "/ops incident role communications");
        deck.slack().as(OPERATOR).command(room, "/ops incident note restarted the payment gateway");
        deck.slack().as(OPERATOR).command(OPS, "/ops restart worker");
        CLOCK.pass(Duration.ofMinutes(15));
        Message due = deck.awaitMessage(room, "An update about INC-" + incident.number() + " is due");
        assertThat(Deck.text(due)).contains("<@" + LEAD + ">");

        deck.slack().as(LEAD).click(room, due.ts(), "incident_update");
        Awaitility.await().until(() -> deck.slack().as(LEAD).modal().isPresent());
        deck.slack().as(LEAD).submit(Map.of("template", "update", "status", "Identified"));
        Awaitility.await().until(() -> deck.slack().as(LEAD).modal().toString().contains("Preview"));
        assertThat(deck.slack().as(LEAD).modal().toString()).contains("restarted the payment gateway", "Identified");
        deck.slack().as(LEAD).submit(Map.of());
        Message told = deck.awaitMessage("tracker-ops", "Now: Identified");
        assertThat(Deck.text(told)).contains("restarted the payment gateway");
        deck.awaitMessage("tracker-ops", "By <@" + LEAD + ">");

        CLOCK.pass(Duration.ofMinutes(31));
        Awaitility.await().until(() -> crisis.count(room, "is due") == 2);
        CLOCK.pass(Duration.ofMinutes(11));
        Awaitility.await().until(() -> crisis.direct(OPERATOR).stream().anyMatch(text -> text.contains("late")));

        deck.slack().as(OPERATOR).command(room, "/ops incident mitigate");
        CLOCK.pass(Duration.ofMinutes(20));
        deck.slack()
                .as(OPERATOR)
                .command(room, "/ops incident resolve --summary=\"rolled back\" --cause=\"bad release <b>|x|</b>\"");
        Incident over =
                Awaitility.await().until(() -> crisis.find(incident.number()), it -> it.phase() == Phase.RESOLVED);
        assertThat(Duration.between(over.times().declared(), over.times().resolved()))
                .isBetween(Duration.ofMinutes(92), Duration.ofMinutes(95));

        CLOCK.pass(Duration.ofHours(48));
        deck.awaitMessage(room, "The post-mortem of");
        CLOCK.pass(Duration.ofHours(24));
        Awaitility.await().until(() -> crisis.count(room, "The post-mortem of") == 2);
        deck.slack().as(LEAD).command(room, "/ops incident action watch the gateway --owner=@omar");
        deck.slack().as(LEAD).command(room, "/ops incident postmortem --publish");
        Awaitility.await().until(() -> crisis.find(incident.number()).phase() == Phase.CLOSED);
        deck.awaitMessage(room, "post-mortem.md");
        deck.awaitMessage(room, "post-mortem.html");
        deck.awaitMessage(room, "post-mortem.png");
        assertThat(deck.bean(AuditTrail.class).verify()).isInstanceOf(Verification.Intact.class);
    }

    private static String channel(String room) throws InterruptedException {
        return deck.slack().call("conversations.info", Map.of("channel", room)).toString();
    }

    private static String members(String room) throws InterruptedException {
        return deck.slack()
                .call("conversations.members", Map.of("channel", room))
                .toString();
    }
}
