package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.opsdeck.sim.delivery.Surface;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checklists that tick what they can find out themselves, and keep who ticked the rest. */
@SuppressWarnings("NullAway.Init")
final class ChecklistFlowTest {
    private static final String OPS = "shop-ops";
    private static final String INCIDENTS = "shop-incidents";
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
              - { name: change, allow: change, to: operator, approval: { by: operator, count: 1 } }
            """;

    private static final String SYSTEM = """
            system: shop
            title: Shop
            channels: { ops: shop-ops, incidents: shop-incidents }
            runtime: process
            services: { backend: { process: { command: [sleep, "600"] } } }
            checks:
              one-listens: { probe: { tcp: "127.0.0.1:%s" } }
              nothing-listens: { probe: { tcp: "127.0.0.1:1" } }
            checklists:
              daily: [ { check: one-listens }, { check: nothing-listens }, { manual: Look at the <orders> } ]
              weekly:
                title: Weekly round
                items: [ { manual: Rotate the keys } ]
                at: "0 9 * * *"
                zone: Europe/Prague
                channel: shop-incidents
                remind-after: 2h
            """;

    @TempDir
    static Path folder;

    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static ServerSocket listening;
    private static Deck deck;

    @BeforeAll
    static void start() throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(
                catalog.resolve("shop.yml"), SYSTEM.replace("%s", Integer.toString(listening.getLocalPort())));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), CLOCK);
        deck.slack().limits().enforce(false);
    }

    @AfterAll
    static void stop() throws IOException {
        deck.close();
        listening.close();
    }

    private static void typed(String user, String text, String expected) throws Exception {
        deck.slack().as(user).command(OPS, "/ops " + text);
        deck.awaitPrivate(user, OPS, expected);
    }

    private static void click(String user, Message card, int button) throws Exception {
        Message now = deck.slack().messages(card.channel()).stream()
                .filter(message -> message.ts().equals(card.ts()))
                .findFirst()
                .orElseThrow();
        var block = now.body().path("blocks").findParents("accessory").get(button);
        deck.slack()
                .as(user)
                .act(
                        new Surface.OnMessage(now),
                        block.path("block_id").asText(),
                        "checklist_tick",
                        NullNode.getInstance(),
                        JsonNodeFactory.instance.objectNode());
    }

    @Test
    void what_can_be_checked_ticks_itself_and_people_tick_the_rest_under_their_names() throws Exception {
        typed(VERA, "checklist daily", "is open");
        Message card = deck.awaitMessage(OPS, "1 of 3 done");
        assertThat(Deck.text(card))
                .contains("✅  Check one-listens", "❔  Check nothing-listens", "⬜  Look at the &lt;orders&gt;");

        click(VERA, card, 0);
        deck.awaitPrivate(VERA, OPS, "No rule allows");
        click(OMAR, card, 1);
        assertThat(Deck.text(deck.awaitMessage(OPS, "2 of 3 done"))).contains("by <@" + OMAR + ">");
        typed(OMAR, "checklist daily", "is open already");
        click(OMAR, card, 0);
        assertThat(Deck.text(deck.awaitMessage(OPS, "finished")))
                .contains("✅ daily · shop")
                .doesNotContain("checklist_tick");
        typed(VERA, "checklist", "finished");
        typed(VERA, "checklist nosuch", "no checklist called");
    }

    @Test
    void a_scheduled_one_is_posted_where_it_belongs_and_reminded_of_once() {
        assertThat(weekly()).isEmpty();
        Awaitility.await("its next time").atMost(PATIENCE).until(ChecklistFlowTest::isDueSomeDay);

        CLOCK.pass(untilNine().plusSeconds(5));
        Awaitility.await().atMost(PATIENCE).until(() -> weekly().size() == 1);
        CLOCK.pass(Duration.ofMinutes(125));

        Message reminder = deck.awaitMessage(INCIDENTS, "is not finished");
        assertThat(Deck.text(reminder)).contains("Rotate the keys", "0 of 1 done");
        CLOCK.pass(Duration.ofMinutes(125));
        Awaitility.await()
                .during(Duration.ofSeconds(8))
                .atMost(PATIENCE)
                .until(() -> deck.slack().messages(INCIDENTS).stream()
                                .filter(message -> Deck.text(message).contains("is not finished"))
                                .count()
                        == 1);
        assertThat(weekly()).hasSize(1);
    }

    private static Duration untilNine() {
        ZonedDateTime now = CLOCK.instant().atZone(ZoneId.of("Europe/Prague"));
        ZonedDateTime nine = now.with(LocalTime.of(9, 0));
        return Duration.between(now, nine.isAfter(now) ? nine : nine.plusDays(1));
    }

    /** From when it was first looked at: what was due before that is nobody's. */
    private static boolean isDueSomeDay() {
        return deck.bean(Jdbi.class).withHandle(handle -> handle.createQuery(
                        "select exists (select from checklist_clock where name = 'weekly')")
                .mapTo(Boolean.class)
                .one());
    }

    private static List<Message> weekly() {
        return deck.slack().messages(INCIDENTS).stream()
                .filter(message -> Deck.text(message).contains("Weekly round"))
                .filter(message -> !Deck.text(message).contains("is not finished"))
                .toList();
    }
}
