package dev.opsdeck.systems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.opsdeck.sim.delivery.Surface;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Goes through checklists as people do. */
final class Checklists {
    private Checklists() {}

    /** Ticks whatever did not tick itself until the list is finished; returns the text of its card. */
    static String finish(Journey journey, String name, Deed opened, String user) {
        opened.answers("is open");
        Message card = journey.deck().awaitMessage(journey.channel(), name + " · ");
        for (int i = 0; i < 20 && !text(journey, card).contains("finished"); i++) {
            Awaitility.await("something to tick in " + name)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !open(journey, card).isEmpty()
                            || text(journey, card).contains("finished"));
            if (!open(journey, card).isEmpty()) {
                String before = text(journey, card);
                tick(journey, now(journey, card), user, open(journey, card).getFirst());
                Awaitility.await("a tick of " + before)
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> !text(journey, card).equals(before));
            }
        }
        return text(journey, card);
    }

    /** What waits for a click: not what is being looked at just now. */
    private static List<JsonNode> open(Journey journey, Message card) {
        return now(journey, card).body().path("blocks").findParents("accessory");
    }

    private static void tick(Journey journey, Message card, String user, JsonNode block) {
        try {
            journey.deck()
                    .slack()
                    .as(user)
                    .act(
                            new Surface.OnMessage(card),
                            block.path("block_id").asText(),
                            "checklist_tick",
                            NullNode.getInstance(),
                            JsonNodeFactory.instance.objectNode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Message now(Journey journey, Message card) {
        return journey.deck().slack().messages(card.channel()).stream()
                .filter(message -> message.ts().equals(card.ts()))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Journey journey, Message card) {
        Message now = now(journey, card);
        return Texts.of(now) + Deck.text(now);
    }
}
