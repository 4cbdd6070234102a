package dev.opsdeck.flow;

import static dev.opsdeck.flow.Shop.CHANNEL;
import static dev.opsdeck.flow.Shop.LEAD;
import static dev.opsdeck.flow.Shop.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.sim.api.Faults.Fault;
import dev.opsdeck.target.LocalProcesses;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StrandedCardTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @BeforeAll
    static void start() throws IOException {
        deck = Deck.start(
                Shop.in(folder.resolve("catalog")), folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.bean(LocalProcesses.class)
                .ensureStarted(deck.bean(LiveCatalog.class).current());
        deck.slack().limits().enforce(false);
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    @Test
    void a_card_that_may_not_be_posted_where_it_was_asked_for_comes_in_the_systems_channel_and_can_be_approved()
            throws Exception {
        deck.slack().faults().plan("chat.postMessage", new Fault.Refuse("channel_not_found"), 1);

        deck.slack().as(OPERATOR).command("general", "/ops restart shop/backend --reason stranded");

        var card = deck.awaitMessage(CHANNEL, "stranded");
        String told = deck.slack().channelId(deck.slack().as(OPERATOR).direct());
        Awaitility.await().until(() -> deck.slack().messages(told).stream()
                .anyMatch(message -> message.text().contains("/invite @opsdeck")));
        deck.slack().as(LEAD).click(CHANNEL, card.ts(), "run_approve");
        assertThat(deck.awaitMessage(CHANNEL, "Run again").ts()).isEqualTo(card.ts());
    }
}
