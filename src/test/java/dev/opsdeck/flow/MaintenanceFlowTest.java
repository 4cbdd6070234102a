package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.routine.Windows;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maintenance is announced in time, begun, overrun and ended, and everybody is told. */
@SuppressWarnings("NullAway.Init")
final class MaintenanceFlowTest {
    private static final String OMAR = "U0OMAR";
    private static final String LENA = "U0LENA";

    private static final String ACCESS = """
            people:
              U0VERA: { handle: vera, name: Vera Lindqvist }
              U0OMAR: { handle: omar, name: Omar Haddad, groups: [sre] }
              U0LENA: { handle: lena, name: Lena Fischer, groups: [sre, ops-leads] }
            roles:
              viewer: { everyone: true }
              operator: { groups: [sre] }
              lead: { groups: [ops-leads] }
            rules:
              - { name: look, allow: read, to: viewer }
              - { name: change, allow: change, to: operator, approval: { by: lead } }
            """;

    private static final String SYSTEM = """
            system: %s
            title: The %s
            channels: { ops: %s-ops }
            runtime: process
            services: { backend: { process: { command: [sleep, "600"] } } }
            checklists: { before: [ { manual: Back up the database } ], after: [ { manual: Watch for an hour } ] }
            runbooks: { page-on: { steps: [ { restart: backend } ] }, page-off: { steps: [ { restart: backend } ] } }
            freeze: {}
            maintenance:
              { notice: 48h, channels: general, before: before, after: after, mode-on: page-on, mode-off: page-off }
            """;

    @TempDir
    static Path folder;

    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static Deck deck;

    @BeforeAll
    static void start() throws IOException {
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        for (String name : java.util.List.of("shop", "bank")) {
            Files.writeString(catalog.resolve(name + ".yml"), SYSTEM.formatted(name, name, name));
        }
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), CLOCK);
        deck.slack().limits().enforce(false);
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    private static String typed(String user, String channel, String text, String expected) throws Exception {
        deck.slack().as(user).command(channel, "/ops " + text);
        return deck.awaitPrivate(user, channel, expected);
    }

    private static boolean open(String system) {
        return deck.bean(Jdbi.class)
                .withHandle(handle -> deck.bean(Windows.class).open(handle, system))
                .isPresent();
    }

    @Test
    void a_window_is_announced_reminded_of_begun_overrun_and_ended() throws Exception {
        String planned = typed(OMAR, "shop-ops", "maintenance schedule 50h 2h new <disk>", "is planned and announced");
        String id = planned.replaceAll("(?s).*maintenance cancel (\\d+).*", "$1");
        deck.awaitMessage("shop-ops", "Maintenance of shop is planned");
        assertThat(Deck.text(deck.awaitMessage("general", "Maintenance of shop is planned")))
                .contains("new &lt;disk&gt;");
        typed(OMAR, "shop-ops", "maintenance schedule 51h 1h other", "is planned for that time already");

        CLOCK.pass(Duration.ofMinutes(49 * 60 + 10));
        deck.awaitMessage("general", "begins in");
        deck.awaitMessage("shop-ops", "Back up the database");
        assertThat(open("shop")).isFalse();
        CLOCK.pass(Duration.ofMinutes(55));
        deck.awaitMessage("shop-ops", "should begin now");
        typed(OMAR, "shop-ops", "maintenance start", "has begun and is announced");
        deck.awaitMessage("general", "has begun and is planned to end");
        assertThat(open("shop")).isTrue();
        assertThat(Deck.text(deck.awaitMessage("shop-ops", "Approval needed"))).contains("run shop/page-on");
        typed(OMAR, "shop-ops", "maintenance list", "under way");

        CLOCK.pass(Duration.ofHours(3));
        assertThat(Deck.text(deck.awaitMessage("shop-ops", "should have ended")))
                .contains("maintenance end " + id);
        typed(OMAR, "shop-ops", "maintenance end", "is over and announced");
        deck.awaitMessage("general", "Maintenance of shop is over");
        deck.awaitMessage("shop-ops", "Watch for an hour");
        assertThat(open("shop")).isFalse();
        assertThat(deck.slack().messages("general").stream()
                        .filter(message -> Deck.text(message).contains("should have ended"))
                        .count())
                .isLessThanOrEqualTo(3);
    }

    @Test
    void short_notice_is_refused_with_the_reason_unless_a_lead_insists() throws Exception {
        String refused = typed(OMAR, "bank-ops", "maintenance schedule 5h 1h soon", "Nothing is planned");
        assertThat(refused).contains("announced 2d ahead", "role lead");
        typed(OMAR, "bank-ops", "maintenance schedule 5h 1h soon --insist", "which you do not have");
        typed("U0VERA", "bank-ops", "maintenance schedule 60h 1h soon", "No rule allows");

        String planned =
                typed(LENA, "bank-ops", "maintenance schedule 5h 1h soon --insist", "is planned and announced");
        deck.awaitMessage("bank-ops", "at short notice");
        typed(
                LENA,
                "bank-ops",
                "maintenance cancel " + planned.replaceAll("(?s).*maintenance cancel (\\d+).*", "$1"),
                "is called off");
        deck.awaitMessage("general", "is called off");
        typed(OMAR, "bank-ops", "maintenance start", "No maintenance is due here");

        typed(OMAR, "bank-ops", "maintenance start --emergency=\"disk is failing\"", "Emergency maintenance");
        deck.awaitMessage("general", "Emergency maintenance of bank is under way");
        assertThat(open("bank")).isTrue();
        typed(OMAR, "bank-ops", "maintenance end", "is over and announced");
    }
}
