package dev.opsdeck.systems;

import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/** People's clicks on buttons. */
final class Clicks {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Clicks() {}

    /**
     * Waits for the newest message that the person sees, and that has the words and the button, and clicks it. The
     * words may be a button's value, too, in quotes.
     */
    static void click(Deck deck, String user, String channel, String words, String action) {
        Message message = Awaitility.await(action + " on a message with " + words)
                .atMost(PATIENCE)
                .until(
                        () -> deck.slack().as(user).sees(channel).reversed().stream()
                                .filter(seen -> Texts.of(seen).contains(words)
                                        || Deck.text(seen).contains(words))
                                .filter(seen -> Deck.text(seen).contains('"' + action))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        try {
            deck.slack().as(user).click(channel, message.ts(), action);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
