package dev.opsdeck.flow;

import static dev.opsdeck.flow.Crisis.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.access.Directory;
import dev.opsdeck.catalog.IncidentRules;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.incident.Alarm;
import dev.opsdeck.incident.AlarmStore;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many incidents at once, within Slack's limits. */
final class IncidentLoadTest {
    private static final int INCIDENTS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void two_hundred_reminders_of_one_moment_arrive_within_a_minute_each_once(@TempDir Path folder) throws Exception {
        var clock = new ShiftedClock();
        try (Deck deck = Deck.start(
                Crisis.catalog(folder.resolve("catalog")), folder.resolve("home"), TestDatabase.create(), clock)) {
            var crisis = new Crisis(deck);
            deck.slack().limits().enforce(false);
            List<Incident> open = declare(deck);
            Awaitility.await("the cards").atMost(PATIENCE).until(() -> {
                // Their cards go to one channel, too, a second each.
                clock.pass(Duration.ofSeconds(2));
                return sent(deck);
            });
            deck.slack().limits().enforce(true);
            deck.slack().calls().clear();

            clock.pass(Duration.ofMinutes(31));
            Instant due = clock.instant();
            Awaitility.await("a reminder in each channel").atMost(PATIENCE).until(() -> open.stream()
                    .allMatch(incident -> reminders(crisis, incident) >= 1));

            assertThat(Duration.between(due, clock.instant())).isLessThan(Duration.ofMinutes(3));
            Awaitility.await("all that was to be said").atMost(PATIENCE).until(() -> {
                clock.pass(Duration.ofSeconds(1));
                return sent(deck);
            });
            assertThat(open).allSatisfy(incident -> assertThat(reminders(crisis, incident))
                    .isEqualTo(1));
            // A jump of the clock may fall between leaving here and arriving there.
            assertThat(deck.slack().calls().all())
                    .filteredOn(call -> call.status() == 429)
                    .hasSizeLessThan(INCIDENTS / 50);
            assertThat(open).allSatisfy(incident -> assertThat(card(deck, crisis, incident))
                    .contains(nextUpdate(deck, incident)));
        }
    }

    private static long reminders(Crisis crisis, Incident incident) {
        return crisis.count(crisis.room(incident), "An update about " + incident.label() + " is due");
    }

    private static String card(Deck deck, Crisis crisis, Incident incident) {
        return Deck.text(deck.slack().messages(crisis.room(incident)).getFirst());
    }

    /** As the newest card must show it. */
    private static String nextUpdate(Deck deck, Incident incident) {
        Alarm next = deck
                .bean(Jdbi.class)
                .withHandle(handle -> deck.bean(AlarmStore.class).pending(handle, incident.number()))
                .stream()
                .filter(alarm -> alarm.kind() == Alarm.Kind.UPDATE)
                .findFirst()
                .orElseThrow();
        return "update due <!date^" + next.due().getEpochSecond();
    }

    private static boolean sent(Deck deck) {
        return deck.bean(Outbox.class).state().pending() == 0;
    }

    /** With their channels at hand: Slack lets nobody make more than twenty in a minute. */
    private static List<Incident> declare(Deck deck) throws InterruptedException, IOException {
        ManagedSystem shop = Objects.requireNonNull(
                deck.bean(LiveCatalog.class).current().systems().get("shop"));
        var severity = IncidentRules.severity(shop, "P2").orElseThrow();
        var actor = deck.bean(Directory.class).actor(OPERATOR);
        var all = new ArrayList<Incident>();
        for (int i = 1; i <= INCIDENTS; i++) {
            String name = "crowd-" + i;
            String room = deck.slack()
                    .call("conversations.create", Map.of("name", name))
                    .at("/channel/id")
                    .asText();
            var wish = new IncidentCourse.Wish(shop, severity, "Trouble " + i, null, null, null, "");
            all.add(deck.bean(Jdbi.class).inTransaction(tx -> {
                var declared = (IncidentCourse.Declared.New)
                        deck.bean(IncidentCourse.class).declare(tx, actor, wish);
                tx.execute("delete from scheduled_tasks where task_name = 'incident-room'");
                tx.execute("delete from incident_errand");
                deck.bean(Outbox.class).moveIn(tx, declared.incident().room(), room);
                return deck.bean(IncidentStore.class).channel(tx, declared.incident(), room, name, true);
            }));
        }
        return all;
    }
}
