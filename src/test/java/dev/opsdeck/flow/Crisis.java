package dev.opsdeck.flow;

import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;

/** A shop with severities, escalation and templates, and what people do in its incidents. */
record Crisis(Deck deck) {
    static final String OPS = "shop-ops";
    static final String VIEWER = "U0VERA";
    static final String OPERATOR = "U0OMAR";
    static final String LEAD = "U0LENA";
    static final String SECOND_LEAD = "U0LUIS";

    private static final String ACCESS = """
            people:
              U0VERA: { handle: vera, name: Vera Lindqvist, email: vera@demo.example }
              U0OMAR: { handle: omar, name: Omar Haddad, email: omar@demo.example, groups: [sre] }
              U0LENA: { handle: lena, name: Lena Fischer, email: lena@demo.example, groups: [sre, ops-leads] }
              U0LUIS: { handle: luis, name: Luis Moreno, email: luis@demo.example, groups: [sre, ops-leads] }
            roles:
              viewer: { everyone: true }
              operator: { groups: [sre] }
              lead: { groups: [ops-leads] }
              outsider: { users: [U0GONE] }
            rules:
              - { name: look, allow: read, to: viewer }
              - { name: change, allow: change, to: operator }
            """;

    private static final String SHOP = """
            system: shop
            title: Web Shop
            channels: { ops: shop-ops, incidents: shop-incidents }
            runtime: process
            services: { worker: { process: { command: [sleep, "600"] } } }
            severities:
              P1:
                title: Customers cannot buy
                respond: 5m
                update-every: 30m
                page: operator
                tell: general
                phases: { assessment: 15m, mitigation: 40m }
                post-mortem: 48h
              P2: { title: Customers are hindered, respond: 4h, update-every: 30m }
              P3: { title: Some pages are slow, respond: 4h }
            escalation:
              - { after: 15m, page: lead, for: P1 }
            leads: lead
            stakeholders: tracker-ops
            templates:
              update: { subject: "[{{severity}}] {{title}}", text: "Now: {{status}}. Done:\\n{{actions}}" }
            """;

    private static final String TRACKER = """
            system: tracker
            channels: { ops: tracker-ops }
            runtime: process
            services: { worker: { process: { command: [sleep, "600"] } } }
            """;

    static Path catalog(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("access.yml"), ACCESS);
        Files.writeString(folder.resolve("shop.yml"), SHOP);
        Files.writeString(folder.resolve("tracker.yml"), TRACKER);
        return folder;
    }

    /** Declares an incident by command and returns it once its channel is there. */
    Incident declare(String person, String words) throws InterruptedException {
        List<Long> before = open();
        deck.slack().as(person).command(OPS, "/ops incident declare " + words);
        long number = Awaitility.await()
                .until(
                        () -> open().stream().filter(id -> !before.contains(id)).findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
        return Awaitility.await("a channel for " + number)
                .until(() -> find(number), incident -> incident.channel() != null);
    }

    List<Long> open() {
        return deck
                .bean(Jdbi.class)
                .withHandle(handle -> deck.bean(IncidentStore.class).open(handle, null))
                .stream()
                .map(Incident::number)
                .toList();
    }

    Incident find(long number) {
        return deck.bean(Jdbi.class)
                .withHandle(handle -> deck.bean(IncidentStore.class).find(handle, number))
                .orElseThrow();
    }

    /** The incident's channel. */
    String room(Incident incident) {
        return Objects.requireNonNull(incident.channel());
    }

    /** Presses a button of the card at the head of the incident's channel. */
    void press(String person, Incident incident, String action) throws InterruptedException {
        Message card = deck.awaitMessage(room(incident), action);
        deck.slack().as(person).click(room(incident), card.ts(), action);
    }

    /** How many messages of the channel contain the words. */
    long count(String channel, String words) {
        return deck.slack().messages(channel).stream()
                .filter(message -> Deck.text(message).contains(words))
                .count();
    }

    /** What the person was told directly. */
    List<String> direct(String person) {
        String channel = deck.slack().as(person).direct();
        return deck.slack().messages(channel).stream().map(Deck::text).toList();
    }
}
