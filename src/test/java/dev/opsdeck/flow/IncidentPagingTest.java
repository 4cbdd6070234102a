package dev.opsdeck.flow;

import static dev.opsdeck.flow.Crisis.LEAD;
import static dev.opsdeck.flow.Crisis.OPERATOR;
import static dev.opsdeck.flow.Crisis.OPS;
import static dev.opsdeck.flow.Crisis.SECOND_LEAD;
import static dev.opsdeck.flow.Crisis.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.Phase;
import dev.opsdeck.incident.TimelineStore;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Incidents and the pages about them: who answers one has answered the other. */
@SuppressWarnings("NullAway.Init")
final class IncidentPagingTest {
    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    private static final String ON_CALL = """
            on-call:
              primary: { people: [U0OMAR, U0LUIS], every: 52w, hand-over: "Mon 00:00", answer-within: 5m, webhook: "%s/rotation" }
            escalation:
              - { after: 15m, page: lead, for: P1 }
              - { after: 20m, page: primary, for: P2 }
              - { after: 30m, page: U0LUIS, for: P1, webhook: "%s/level" }
            """;

    @TempDir
    static Path folder;

    private static HttpServer service;
    private static Deck deck;
    private static Crisis crisis;

    @BeforeAll
    static void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            TOLD.add(exchange.getRequestURI().getPath() + " " + body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        service.start();
        Path shop = Crisis.catalog(folder.resolve("catalog")).resolve("shop.yml");
        String url = "http://127.0.0.1:" + service.getAddress().getPort();
        Files.writeString(
                shop,
                Files.readString(shop)
                        .replace("page: operator", "page: primary")
                        .replaceFirst(
                                "escalation:\\n.*\\n",
                                java.util.regex.Matcher.quoteReplacement(ON_CALL.formatted(url, url))));
        deck = Deck.start(folder.resolve("catalog"), folder.resolve("home"), TestDatabase.create(), CLOCK);
        deck.slack().limits().enforce(false);
        crisis = new Crisis(deck);
    }

    @AfterAll
    static void stop() {
        deck.close();
        service.stop(0);
    }

    /** Whoever has his turn now, and the one after him. */
    private static List<String> order() {
        return deck.bean(Callees.class).find("shop", "primary").orElseThrow().people();
    }

    private static List<Message> pages(String person, String words) {
        return deck.slack().messages(deck.slack().as(person).direct()).stream()
                .filter(message -> Deck.text(message).contains(words))
                .filter(message -> Deck.text(message).contains("Page "))
                .toList();
    }

    private static Message page(String person, String words) {
        Awaitility.await(person + " is paged: " + words)
                .until(() -> !pages(person, words).isEmpty());
        return pages(person, words).getLast();
    }

    private static List<Entry> timeline(Incident incident) {
        return deck.bean(Jdbi.class)
                .withHandle(handle -> deck.bean(TimelineStore.class).page(handle, incident.number(), 0, 100));
    }

    @Test
    void who_answers_the_page_has_acknowledged_the_incident_and_leads_it() throws Exception {
        String first = order().getFirst();
        Incident incident = crisis.declare(VIEWER, "P1 answered by page");

        Message page = page(first, "answered by page");
        deck.slack().as(first).click(page.channel(), page.ts(), "page_ack");

        Awaitility.await().until(() -> crisis.find(incident.number()).phase() == Phase.ACKNOWLEDGED);
        Awaitility.await().untilAsserted(() -> assertThat(
                        Deck.text(deck.awaitMessage(crisis.room(incident), "incident_mitigate")))
                .contains("<@" + first + ">"));
        assertThat(timeline(incident))
                .anyMatch(entry ->
                        entry.kind() == Entry.Kind.ACKNOWLEDGED && entry.actor().equals(first));
        CLOCK.pass(Duration.ofMinutes(40));
        Awaitility.await().during(Duration.ofSeconds(2)).until(() -> pages(order().getLast(), "answered by page")
                .isEmpty());
        assertThat(crisis.count(crisis.room(incident), "Nobody has acknowledged"))
                .isZero();
    }

    @Test
    void who_acknowledges_the_incident_has_answered_its_pages_and_their_services_are_told_at_once() throws Exception {
        String first = order().getFirst();
        Incident incident = crisis.declare(VIEWER, "P1 answered by card");
        page(first, "answered by card");
        Awaitility.await().until(() -> TOLD.stream()
                .anyMatch(told -> told.startsWith("/rotation") && told.contains("answered by card")));
        String key = TOLD.stream()
                .filter(told -> told.contains("answered by card"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*\"key\":\"([^\"]+)\".*", "$1");

        crisis.press(LEAD, incident, "incident_ack");

        Message seen = page(first, "Acknowledged by <@" + LEAD + ">");
        assertThat(Deck.text(seen)).contains("answered by card").doesNotContain("page_ack");
        Awaitility.await().until(() -> TOLD.stream()
                .anyMatch(told -> told.contains("\"acknowledge\"") && told.contains("\"" + key + "\"")));
        assertThat(pages(order().getLast(), "answered by card")).isEmpty();
    }

    @Test
    void escalating_pages_the_next_level_of_the_severity_and_is_on_the_timeline() throws Exception {
        Incident incident = crisis.declare(VIEWER, "P1 needs more people");
        String room = crisis.room(incident);
        deck.slack().as(OPERATOR).join(room);

        deck.slack().as(OPERATOR).command(room, "/ops escalate " + incident.number());
        deck.awaitPrivate(OPERATOR, room, "escalated to level 1: *lead* is paged");
        Message asked = page(LEAD, "Escalated to level 1 by <@" + OPERATOR + ">");
        assertThat(Deck.text(asked)).contains("needs more people", "page_ack");

        deck.slack().as(OPERATOR).command(room, "/ops escalate " + incident.number());
        deck.awaitPrivate(OPERATOR, room, "escalated to level 2");
        page(SECOND_LEAD, "Escalated to level 2");
        Awaitility.await().until(() -> TOLD.stream()
                .anyMatch(told -> told.startsWith("/level") && told.contains("needs more people")));
        deck.slack().as(OPERATOR).command(room, "/ops escalate " + incident.number());
        deck.awaitPrivate(OPERATOR, room, "There is no level after 2");

        deck.slack().as(OPERATOR).command(room, "/ops escalate " + incident.number() + " --level=1");
        Awaitility.await().until(() -> pages(LEAD, "Escalated to level 1").size() == 2);
        assertThat(timeline(incident).stream().map(Entry::text))
                .containsOnlyOnce("Escalated to U0LUIS, level 2")
                .filteredOn(text -> text.equals("Escalated to lead, level 1"))
                .hasSize(2);

        deck.slack().as(LEAD).click(asked.channel(), asked.ts(), "page_ack");
        Awaitility.await().until(() -> crisis.find(incident.number()).phase() == Phase.ACKNOWLEDGED);
        page(SECOND_LEAD, "Acknowledged by <@" + LEAD + ">");
    }

    @Test
    void only_the_levels_of_the_severity_count() throws Exception {
        Incident incident = crisis.declare(VIEWER, "P2 less grave");

        deck.slack().as(OPERATOR).command(OPS, "/ops escalate " + incident.number());
        deck.awaitPrivate(OPERATOR, OPS, "Incident " + incident.number() + " is escalated to level 1: *primary*");
        deck.slack().as(VIEWER).command(OPS, "/ops escalate " + incident.number());
        deck.awaitPrivate(VIEWER, OPS, "No rule allows");
        Incident mild = crisis.declare(VIEWER, "P3 mild");
        deck.slack().as(OPERATOR).command(OPS, "/ops escalate " + mild.number());
        deck.awaitPrivate(OPERATOR, OPS, "no levels of escalation for *shop* with severity");
    }

    @Test
    void both_at_once_end_in_one_acknowledgement() throws Exception {
        String first = order().getFirst();
        for (int n = 0; n < 5; n++) {
            String title = "race number " + n;
            Incident incident = crisis.declare(VIEWER, "P1 " + title);
            Message page = page(first, title);
            Message card = deck.awaitMessage(crisis.room(incident), "incident_ack");
            Thread other = Thread.ofVirtual().start(() -> click(first, page, "page_ack"));
            click(LEAD, card, "incident_ack");
            other.join();

            Awaitility.await().until(() -> crisis.find(incident.number()).phase() == Phase.ACKNOWLEDGED);
            page(first, "Acknowledged by");
            assertThat(timeline(incident))
                    .filteredOn(entry -> entry.kind() == Entry.Kind.ACKNOWLEDGED)
                    .hasSize(1);
        }
    }

    private static void click(String person, Message message, String action) {
        try {
            deck.slack().as(person).click(message.channel(), message.ts(), action);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
