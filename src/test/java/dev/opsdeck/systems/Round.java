package dev.opsdeck.systems;

import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A checklist that somebody goes through to its end. */
record Round(Journey journey, String title) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Opens the procedure's checklist, waits for its checks, and ticks what is left; returns the card's text. */
    static String of(Journey journey, String id, String title) {
        journey.carriesOut(id).answers("is open");
        return new Round(journey, title).gone();
    }

    private String gone() {
        String checked = Texts.of(await("⏳", false));
        while (Deck.text(card()).contains("\"checklist_tick\"")) {
            String before = Texts.of(card());
            try {
                journey.deck().slack().as(People.OPERATOR).click(journey.channel(), card().ts(), "checklist_tick");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            Awaitility.await(title + " is ticked").atMost(PATIENCE).until(() -> !Texts.of(card())
                    .equals(before));
        }
        await("finished", true);
        return checked;
    }

    private Message await(String words, boolean there) {
        return Awaitility.await(title + (there ? " has " : " has no more ") + words)
                .atMost(PATIENCE)
                .until(this::card, card -> Texts.of(card).contains(words) == there);
    }

    private Message card() {
        return journey.deck().awaitMessage(journey.channel(), title + " · ");
    }
}
