package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.opsdeck.incident.Paging;
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

/** Who is on call, who is paged, and who answers. */
@SuppressWarnings("NullAway.Init")
final class PagingFlowTest {
    private static final String CHANNEL = "shop-ops";
    private static final String VERA = "U0VERA";
    private static final String OMAR = "U0OMAR";
    private static final String OLGA = "U0OLGA";
    private static final String LENA = "U0LENA";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ACCESS = """
            people:
              U0VERA: { handle: vera, name: Vera Lindqvist }
              U0OMAR: { handle: omar, name: Omar Haddad, email: omar@demo.example, groups: [sre] }
              U0OLGA: { handle: olga, name: Olga Petrova, groups: [sre] }
              U0LENA: { handle: lena, name: Lena Fischer, groups: [ops-leads] }
            roles:
              viewer: { everyone: true }
              operator: { groups: [sre] }
              lead: { groups: [ops-leads] }
            rules:
              - { name: look, allow: read, to: viewer }
              - { name: page, allow: change, action: page, to: viewer }
              - { name: change, allow: change, to: operator, approval: { by: lead } }
            """;

    private static final String SYSTEM = """
            system: shop
            title: Shop
            channels: { ops: shop-ops }
            runtime: process
            services: { backend: { process: { command: [sleep, "600"] } } }
            on-call:
              primary:
                people: [omar@demo.example, U0OLGA]
                every: 1d
                hand-over: "00:00"
                answer-within: 5m
                webhook: "%s"
              leads: { group: ops-leads }
            escalation: [ { after: 15m, page: lead, webhook: { url: "%s", format: pagerduty, key: "${PATH}" } } ]
            contacts: { Payment provider: support@payments.example }
            checks:
              orders-arrive: { probe: { newest-file: "%s" }, every: 1s, recovery: 1s, page: leads }
            """;

    @TempDir
    static Path folder;

    private static final List<String> TOLD = new CopyOnWriteArrayList<>();
    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static volatile int answer = 200;
    private static HttpServer service;
    private static Deck deck;

    @BeforeAll
    static void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            TOLD.add(answer + " " + exchange.getRequestURI().getPath() + " " + body);
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        service.start();
        String url = "http://127.0.0.1:" + service.getAddress().getPort();
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(catalog.resolve("shop.yml"), SYSTEM.formatted(url + "/primary", url + "/level", orders()));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), CLOCK);
        deck.slack().limits().enforce(false);
    }

    private static Path orders() throws IOException {
        Path orders = Files.createDirectories(folder.resolve("orders"));
        Files.writeString(orders.resolve("4711"), "one red hat");
        return orders;
    }

    @AfterAll
    static void stop() {
        deck.close();
        service.stop(0);
    }

    private static String typed(String user, String text, String expected) throws Exception {
        deck.slack().as(user).command(CHANNEL, "/ops " + text);
        return deck.awaitPrivate(user, CHANNEL, expected);
    }

    private static List<Message> toldTo(String user, String words) {
        return deck.slack().messages(deck.slack().as(user).direct()).stream()
                .filter(message -> Deck.text(message).contains(words))
                .toList();
    }

    private static Message awaitTold(String user, String words) {
        Awaitility.await(user + " is told " + words).atMost(PATIENCE).until(() -> !toldTo(user, words)
                .isEmpty());
        return toldTo(user, words).getLast();
    }

    private static void acknowledge(String user, Message message) throws InterruptedException {
        deck.slack().as(user).click(message.channel(), message.ts(), "page_ack");
    }

    /** Whoever has his turn today, and the other one. */
    private static List<String> order() {
        String first = deck.bean(Callees.class)
                .find("shop", "primary")
                .orElseThrow()
                .people()
                .getFirst();
        return List.of(first, first.equals(OMAR) ? OLGA : OMAR);
    }

    @Test
    void a_monitor_that_sees_something_critical_pages_once() throws Exception {
        Path order = folder.resolve("orders/4711");
        Files.delete(order);

        deck.awaitMessage(CHANNEL, "orders-arrive");
        Awaitility.await().atMost(PATIENCE).until(() -> !toldTo(LENA, "orders-arrive of shop is critical")
                .isEmpty());

        Files.writeString(order, "one red hat");
        Awaitility.await().atMost(PATIENCE).until(() -> deck.slack().messages(CHANNEL).stream()
                .anyMatch(message -> Deck.text(message).contains("orders-arrive")
                        && Deck.text(message).contains("recovered")));
        assertThat(toldTo(LENA, "orders-arrive of shop is critical")).hasSize(1);
    }

    @Test
    void who_is_on_call_is_said_with_who_comes_next_the_levels_and_the_contacts() throws Exception {
        String seen = typed(VERA, "oncall", "On call for Shop");

        assertThat(seen)
                .contains(
                        "<@" + OMAR + ">", "<@" + OLGA + ">", "<@" + LENA + ">", "next", "Level 1", "support@payments")
                .doesNotContain("127.0.0.1");
        assertThat(typed(VERA, "oncall external", "Payment provider")).doesNotContain("primary");
    }

    @Test
    void a_page_goes_to_the_next_one_when_nobody_acknowledges_each_once_and_the_answer_is_seen_by_all()
            throws Exception {
        List<String> order = order();
        typed(VERA, "page primary checkout fails <!channel>", "first, then to 1 more");
        awaitTold(order.getFirst(), "checkout fails");
        assertThat(toldTo(order.getLast(), "checkout fails")).isEmpty();

        CLOCK.pass(Duration.ofMinutes(6));
        Message second = awaitTold(order.getLast(), "checkout fails");
        assertThat(Deck.text(second)).contains("fails @\u200Bchannel").contains("then the channel is told");
        acknowledge(order.getLast(), second);

        Message card = deck.awaitMessage(CHANNEL, "Acknowledged by <@" + order.getLast() + ">");
        assertThat(Deck.text(card)).contains("checkout fails").doesNotContain("page_ack");
        awaitTold(order.getFirst(), "Acknowledged by <@" + order.getLast() + ">");
        CLOCK.pass(Duration.ofMinutes(30));
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .until(() -> toldTo(order.getFirst(), "checkout fails").size() == 1);
        assertThat(deck.slack().messages(CHANNEL).stream().map(Deck::text))
                .noneMatch(text -> text.contains("checkout fails") && text.contains("was not answered"));
    }

    @Test
    void when_everybody_was_asked_in_vain_the_channel_is_told_and_a_late_answer_still_counts() throws Exception {
        List<String> order = order();
        typed(VERA, "page primary nobody is there", "first, then to 1 more");
        awaitTold(order.getFirst(), "nobody is there");
        CLOCK.pass(Duration.ofMinutes(6));
        Message second = awaitTold(order.getLast(), "nobody is there");
        CLOCK.pass(Duration.ofMinutes(6));

        deck.awaitMessage(CHANNEL, "was not answered*\\nnobody is there");
        acknowledge(order.getLast(), second);
        awaitTold(order.getFirst(), "Acknowledged by <@" + order.getLast() + ">");
    }

    @Test
    void who_stands_in_is_paged_first_until_that_is_taken_back() throws Exception {
        String set = typed(OMAR, "oncall override primary @lena --until 2h", "is on call for");
        String number = set.replaceAll("(?s).*oncall cancel (\\d+).*", "$1");
        assertThat(deck.bean(Paging.class).people("shop", "primary")).containsExactly(LENA);
        assertThat(typed(OMAR, "oncall", "Override " + number)).contains("stands in");

        typed(OMAR, "oncall cancel " + number, "is taken back");
        assertThat(deck.bean(Paging.class).people("shop", "primary")).isEqualTo(order().subList(0, 1));
        assertThat(typed(VERA, "oncall override primary @lena --until 2h", "No rule allows"))
                .isNotEmpty();
    }

    @Test
    void the_pager_service_is_told_until_it_takes_the_page_and_again_when_somebody_acknowledged() throws Exception {
        answer = 503;
        TOLD.clear();
        deck.bean(Jdbi.class).useTransaction(tx -> deck.bean(Paging.class)
                .page(tx, "shop", "primary", "disk is full", "incident:9:page:1"));
        deck.bean(Jdbi.class).useTransaction(tx -> deck.bean(Paging.class)
                .page(tx, "shop", "primary", "disk is full", "incident:9:page:1"));
        Awaitility.await().atMost(PATIENCE).until(() -> TOLD.size() >= 2);
        Message warning = deck.awaitMessage(CHANNEL, "could not be told");
        assertThat(Deck.text(warning)).contains("HTTP 503").doesNotContain("/primary\"");
        answer = 200;
        CLOCK.pass(Duration.ofMinutes(3));

        Awaitility.await().atMost(PATIENCE).until(() -> TOLD.stream()
                .anyMatch(told -> told.startsWith("200")
                        && told.contains("/primary")
                        && told.contains("\"event\":\"trigger\"")
                        && told.contains("disk is full")));
        String first = order().getFirst();
        acknowledge(first, awaitTold(first, "disk is full"));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        TOLD.stream().filter(told -> told.startsWith("200") && told.contains("disk is full")))
                .satisfiesExactlyInAnyOrder(
                        told -> assertThat(told).contains("\"event\":\"trigger\""),
                        told -> assertThat(told).contains("\"event\":\"acknowledge\"")));
        assertThat(toldTo(first, "disk is full")).hasSize(1);
    }

    @Test
    void a_level_is_paged_by_role_with_its_own_service() {
        deck.bean(Jdbi.class).useTransaction(tx -> deck.bean(Paging.class)
                .page(tx, "shop", "lead", "level one", "incident:8:page:1"));

        awaitTold(LENA, "level one");
        Awaitility.await().atMost(PATIENCE).until(() -> TOLD.stream()
                .anyMatch(told -> told.contains("/level") && told.contains("\"dedup_key\":\"opsdeck-page-")));
    }

    @Test
    void a_name_that_nobody_has_is_answered_with_those_there_are() throws Exception {
        assertThat(typed(VERA, "page nosuch help", "No rotation, role or person"))
                .contains("primary", "leads", "operator");
    }
}
