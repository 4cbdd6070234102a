package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.routine.WindowStore;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.AlertmanagerServer;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.PrometheusServer;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What alerts comes in, is seen once however often it is told, and can be taken on. */
@Needs(Tool.PROMETHEUS)
@SuppressWarnings("NullAway.Init")
final class AlertFlowTest {
    private static final String OMAR = "U0OMAR";
    private static final String VERA = "U0VERA";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ACCESS = """
            people:
              U0VERA: { handle: vera, name: Vera Lindqvist }
              U0OMAR: { handle: omar, name: Omar Haddad, groups: [sre] }
            roles:
              viewer: { everyone: true }
              operator: { groups: [sre] }
            rules:
              - { name: look, allow: read, to: viewer }
              - { name: change, allow: change, to: operator }
            """;

    private static final String SYSTEM = """
            system: %s
            title: A system
            channels: { ops: %s-ops }
            runtime: process
            services: { backend: { process: { command: [sleep, "600"] } } }
            monitoring: { alertmanager: "%s", alerts: { job: "%s-.*" } }
            severities: { P1: { respond: 5m } }
            playbooks:
              down: { severity: P1, alerts: { alertname: "Shop.*" }, diagnose: [ { status: backend } ] }
            """;

    @TempDir
    static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static Deck deck;
    private static AlertmanagerServer alertmanager;

    @BeforeAll
    static void start() throws IOException {
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        for (String name : List.of("shop", "storm", "calm", "plain")) {
            Files.writeString(catalog.resolve(name + ".yml"), SYSTEM.formatted(name, name, "http://127.0.0.1:1", name));
        }
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), CLOCK);
        deck.slack().limits().enforce(false);
        alertmanager = AlertmanagerServer.notifying(door(), Deck.ALERTS_TOKEN);
        Files.writeString(catalog.resolve("shop.yml"), SYSTEM.formatted("shop", "shop", alertmanager.url(), "shop"));
    }

    @AfterAll
    static void stop() {
        alertmanager.close();
        deck.close();
    }

    private static URI door() {
        return deck.url().resolve("/alerts/alertmanager");
    }

    private static HttpResponse<String> post(String token, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(door())
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String alert(String system, String name, int number, boolean firing, Instant since) {
        return """
                {"status":"%s","labels":{"alertname":"%s","severity":"critical","job":"%s-x","instance":"i%d"},
                "annotations":{"summary":"%s of i%d <!channel>"},"startsAt":"%s",
                "endsAt":"%s","generatorURL":"http://p","fingerprint":"f%d"}""".formatted(
                        firing ? "firing" : "resolved",
                        name,
                        system,
                        number,
                        name,
                        number,
                        since,
                        firing ? "0001-01-01T00:00:00Z" : since.plusSeconds(60),
                        number);
    }

    private static String group(String key, String... alerts) {
        return """
                {"version":"4","groupKey":"%s","truncatedAlerts":0,"status":"firing","receiver":"r",
                "groupLabels":{"alertname":"x"},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://a",
                "alerts":[%s]}""".formatted(key, String.join(",", alerts));
    }

    private static List<Message> cards(String channel) {
        return deck.slack().messages(channel).stream()
                .filter(message -> Deck.text(message).contains("Alerts "))
                .toList();
    }

    @Test
    void only_whoever_has_the_token_gets_in_and_what_cannot_be_read_is_refused_with_the_reason() throws Exception {
        assertThat(post("wrong", "{}").statusCode()).isEqualTo(401);
        assertThat(post("", "{}").statusCode()).isEqualTo(401);
        assertThat(post(Deck.ALERTS_TOKEN, "{").statusCode()).isEqualTo(400);
        assertThat(post(Deck.ALERTS_TOKEN, "[]").body()).contains("version");
        assertThat(post(Deck.ALERTS_TOKEN, "{\"version\":\"3\"}").statusCode()).isEqualTo(400);
        assertThat(post(Deck.ALERTS_TOKEN, group("k", "{\"fingerprint\":\"f\",\"startsAt\":\"soon\"}"))
                        .body())
                .contains("startsAt");
        assertThat(post(Deck.ALERTS_TOKEN, " ".repeat(9 << 20)).statusCode()).isEqualTo(413);
    }

    @Test
    void a_group_has_one_card_that_follows_what_fires_and_what_is_resolved() throws Exception {
        Instant since = Instant.now().minusSeconds(300);
        String both = group("calm", alert("calm", "Slow", 1, true, since), alert("calm", "Slow", 2, true, since));
        assertThat(post(Deck.ALERTS_TOKEN, both).statusCode()).isEqualTo(200);
        deck.awaitMessage("calm-ops", "2 fire, 0 resolved");
        post(Deck.ALERTS_TOKEN, both);
        post(
                Deck.ALERTS_TOKEN,
                group("calm", alert("calm", "Slow", 1, true, since), alert("calm", "Slow", 2, false, since)));

        Message card = deck.awaitMessage("calm-ops", "1 fires, 1 resolved");
        assertThat(Deck.text(card))
                .contains("&lt;!channel&gt;", "incident_declare")
                .doesNotContain("diagnose calm/down");
        // Alertmanager does not name the first any more: it ended unseen.
        post(Deck.ALERTS_TOKEN, group("calm", alert("calm", "Slow", 3, false, since)));
        assertThat(Deck.text(deck.awaitMessage("calm-ops", "is resolved"))).contains("0 fire, 3 resolved");
        assertThat(cards("calm-ops")).hasSize(1);

        deck.bean(Jdbi.class)
                .useHandle(handle -> handle.execute("update alert_card set opened_at = opened_at - interval '1 h',"
                        + " closed_at = closed_at - interval '20 min' where system = 'calm'"));
        post(Deck.ALERTS_TOKEN, group("calm", alert("calm", "Slow", 1, true, Instant.now())));
        Awaitility.await().atMost(PATIENCE).until(() -> cards("calm-ops").size() == 2);
        assertThat(Deck.text(cards("calm-ops").getLast())).contains("1 fires, 0 resolved");
    }

    @Test
    void thousands_in_a_minute_become_one_card_with_a_count() throws Exception {
        Instant since = Instant.now();
        var answers = new ConcurrentLinkedQueue<Integer>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            IntStream.range(0, 200)
                    .forEach(group -> threads.execute(() -> {
                        String[] alerts = IntStream.range(0, 10)
                                .mapToObj(number -> alert("storm", "Down", group * 10 + number, true, since))
                                .toArray(String[]::new);
                        try {
                            answers.add(post(Deck.ALERTS_TOKEN, group("storm" + group, alerts))
                                    .statusCode());
                        } catch (Exception e) {
                            answers.add(-1);
                        }
                    }));
        }

        assertThat(answers.stream().collect(Collectors.groupingBy(status -> status, Collectors.counting())))
                .isEqualTo(java.util.Map.of(200, 200L));
        deck.awaitMessage("storm-ops", "1900 fire, 0 resolved in 190 groups");
        assertThat(cards("storm-ops")).hasSize(11);
        assertThat(Deck.text(cards("storm-ops").getLast())).contains("Many alerts of storm", "×1900");
    }

    @Test
    void while_a_system_is_worked_on_its_alerts_wait_and_only_what_still_fires_is_told_afterwards() throws Exception {
        Jdbi jdbi = deck.bean(Jdbi.class);
        WindowStore windows = deck.bean(WindowStore.class);
        Instant now = CLOCK.instant();
        var window = jdbi.inTransaction(tx -> windows.begin(
                tx,
                windows.plan(
                        tx,
                        new WindowStore.NewWindow("plain", now, now.plusSeconds(600), "work", OMAR, false, true),
                        now),
                OMAR,
                now));
        post(Deck.ALERTS_TOKEN, group("p1", alert("plain", "Passing", 1, true, now)));
        post(Deck.ALERTS_TOKEN, group("p2", alert("plain", "Lasting", 2, true, now)));
        post(Deck.ALERTS_TOKEN, group("p1", alert("plain", "Passing", 1, false, now)));
        assertThat(cards("plain-ops")).isEmpty();

        jdbi.useTransaction(tx -> {
            windows.end(tx, window, OMAR, CLOCK.instant());
            deck.bean(AlertCards.class).showOpen(tx, "plain");
        });
        deck.awaitMessage("plain-ops", "Lasting");
        assertThat(cards("plain-ops")).hasSize(1);
    }

    @Test
    void a_real_alert_fires_is_taken_on_under_somebodys_name_and_resolves() throws Exception {
        try (PrometheusServer prometheus = PrometheusServer.start(
                """
                groups:
                  - name: shop
                    rules:
                      - alert: ShopDown
                        expr: vector(time()) < %d
                        labels: { severity: critical, job: shop-api }
                        annotations: { summary: the shop does not answer }
                """.formatted(Instant.now().plusSeconds(25).getEpochSecond()), alertmanager)) {
            Message card = deck.awaitMessage("shop-ops", "ShopDown");
            assertThat(Deck.text(card))
                    .contains("the shop does not answer", "diagnose shop/down", "incident_declare", "ack ");
            String ack = Deck.text(card).replaceAll("(?s).*\"value\":\"(ack \\d+) --for=4h\".*", "$1");

            deck.slack().as(VERA).command("shop-ops", "/ops " + ack);
            deck.awaitPrivate(VERA, "shop-ops", "No rule allows");
            deck.slack().as(OMAR).command("shop-ops", "/ops " + ack + " --for=2h");
            deck.awaitPrivate(OMAR, "shop-ops", "You took on alerts");
            assertThat(Deck.text(deck.awaitMessage("shop-ops", "took it on"))).contains("<@" + OMAR + ">", "🔕");
            assertThat(alertmanager.silences()).contains("\"omar\"", "\"active\"", "ShopDown");

            assertThat(Deck.text(deck.awaitMessage("shop-ops", "is resolved"))).contains("ShopDown");
            assertThat(cards("shop-ops")).hasSize(1);
        }
    }
}
