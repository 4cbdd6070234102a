package dev.opsdeck.flow;

import static dev.opsdeck.flow.Shop.CHANNEL;
import static dev.opsdeck.flow.Shop.LEAD;
import static dev.opsdeck.flow.Shop.OPERATOR;
import static dev.opsdeck.flow.Shop.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done by itself, from its time to its end, on a clock that the test moves. */
final class ScheduleFlowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ShiftedClock clock = new ShiftedClock();
    private final TestDatabase database = TestDatabase.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final List<Deck> decks = new java.util.ArrayList<>();

    @AfterEach
    void stop() {
        decks.forEach(Deck::close);
    }

    @Test
    void at_its_time_a_runbook_runs_once_on_whichever_replica_and_shows_in_the_channel() throws Exception {
        Path catalog = catalog("""
                  tidy: { at: "%s", as: operator, run: { runbook: tidy, with: { what: by night } } }
                """.formatted(in(Duration.ofHours(3))));
        Deck deck = deck(catalog, "one");
        Deck other = deck(catalog, "two");
        awaitKnown(deck, "shop/tidy");

        clock.pass(Duration.ofHours(3));

        Awaitility.await().atMost(PATIENCE).until(() -> runs(deck).stream()
                .anyMatch(run -> run.state() == RunState.SUCCEEDED));
        clock.pass(Duration.ofMinutes(1));
        Awaitility.await()
                .during(Duration.ofSeconds(4))
                .atMost(PATIENCE)
                .until(() -> runs(deck).size() == 1);
        Run run = runs(deck).getFirst();
        assertThat(run.requesterName()).isEqualTo("schedule shop/tidy");
        assertThat(run.reason()).isEqualTo("schedule shop/tidy");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> posted(deck, "tidied by night") + posted(other, "tidied by night") == 1);
        Deck seen = posted(deck, "tidied by night") == 1 ? deck : other;
        seen.slack().as(VIEWER).command(CHANNEL, "/ops schedules");
        assertThat(seen.awaitPrivate(VIEWER, CHANNEL, "shop/tidy")).contains("run " + run.id() + " ✅ done");
    }

    @Test
    void what_needs_an_approval_asks_ahead_and_starts_at_its_time_and_not_before() throws Exception {
        Path catalog = catalog("""
                  frontend: { at: "%s", as: operator, ahead: 6h, command: restart frontend }
                """.formatted(in(Duration.ofHours(8))));
        Deck deck = deck(catalog, "one");
        awaitKnown(deck, "shop/frontend");
        assertThat(runs(deck)).isEmpty();

        clock.pass(Duration.ofHours(4));
        Run asked = Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> runs(deck), runs -> !runs.isEmpty())
                .getFirst();
        assertThat(asked.state()).isEqualTo(RunState.WAITING);
        clock.pass(Duration.ofHours(2));
        click(deck, LEAD, asked.id(), "run_approve");
        Awaitility.await().atMost(PATIENCE).until(() -> find(deck, asked.id()).note() != null);
        assertThat(find(deck, asked.id()).state()).isEqualTo(RunState.QUEUED);

        clock.pass(Duration.ofHours(2));

        assertThat(ended(deck, asked.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(runs(deck)).hasSize(1);
    }

    @Test
    void what_nobody_approved_by_its_time_does_not_run_and_the_channel_hears_of_it() throws Exception {
        Path catalog = catalog("""
                  frontend: { at: "%s", as: operator, ahead: 6h, command: restart frontend }
                """.formatted(in(Duration.ofHours(3))));
        Deck deck = deck(catalog, "one");
        Run asked = Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> runs(deck), runs -> !runs.isEmpty())
                .getFirst();

        clock.pass(Duration.ofHours(3));

        assertThat(ended(deck, asked.id()).state()).isEqualTo(RunState.EXPIRED);
        deck.awaitMessage(CHANNEL, "nobody approved run " + asked.id() + " in time");
    }

    @Test
    void a_pause_outlives_the_time_and_the_schedule_goes_on_when_resumed() throws Exception {
        Path catalog = catalog("""
                  tidy: { at: "%s", as: operator, run: { runbook: tidy, with: { what: late } } }
                """.formatted(in(Duration.ofHours(3))));
        Deck deck = deck(catalog, "one");
        awaitKnown(deck, "shop/tidy");
        deck.slack().as(VIEWER).command(CHANNEL, "/ops schedules pause tidy");
        deck.awaitPrivate(VIEWER, CHANNEL, "No rule allows you");
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops schedules pause tidy");
        deck.awaitPrivate(OPERATOR, CHANNEL, "is paused");

        clock.pass(Duration.ofHours(3));
        awaitLast(deck, "left out: paused");
        assertThat(runs(deck)).isEmpty();
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops schedules resume shop/tidy");
        deck.awaitPrivate(OPERATOR, CHANNEL, "goes on");
        clock.pass(Duration.ofDays(1));

        Awaitility.await().atMost(PATIENCE).until(() -> runs(deck).size() == 1);
    }

    @Test
    void a_time_that_was_missed_is_left_out_or_made_up_for_as_the_catalog_says() throws Exception {
        String at = in(Duration.ofHours(3));
        Path catalog = catalog("""
                  skipped: { at: "%1$s", as: operator, run: { runbook: tidy, with: { what: never } } }
                  later: { at: "%1$s", as: operator, missed: run, run: { runbook: tidy, with: { what: afterwards } } }
                """.formatted(at));
        Deck deck = deck(catalog, "one");
        awaitKnown(deck, "shop/later");
        deck.close();
        decks.clear();

        clock.pass(Duration.ofHours(30));
        Deck again = deck(catalog, "two");

        again.awaitMessage("shop-incidents", "tidied afterwards");
        again.awaitMessage(CHANNEL, "was missed");
        assertThat(runs(again)).hasSize(1);
    }

    @Test
    void a_changed_time_holds_from_the_reload_on_and_a_scheduled_check_tells_what_it_finds() throws Exception {
        String at = in(Duration.ofHours(5));
        Path catalog = catalog("""
                  look: { at: "%s", check: log }
                """.formatted(at));
        Deck deck = deck(catalog, "one");
        awaitKnown(deck, "shop/look");

        Path file = catalog.resolve("shop.yml");
        Files.writeString(file, Files.readString(file).replace(at, in(Duration.ofHours(2))));
        Awaitility.await().atMost(PATIENCE).until(() -> due(deck, "shop/look")
                .isBefore(clock.instant().plus(Duration.ofHours(3))));
        clock.pass(Duration.ofHours(2));

        deck.awaitMessage(CHANNEL, "shop/look");
    }

    private String in(Duration later) {
        var time = clock.instant().plus(later).atOffset(ZoneOffset.UTC);
        return time.getMinute() + " " + time.getHour() + " * * *";
    }

    private Path catalog(String schedules) throws IOException {
        Path catalog = Shop.in(folder.resolve("catalog"));
        Path system = catalog.resolve("shop.yml");
        Files.writeString(system, Files.readString(system) + """
                checks:
                  log: { probe: { logs: { service: worker, tail: 10 } } }
                runbooks:
                  tidy:
                    parameters: { what: text }
                    steps: [ { note: { channel: shop-incidents, text: "tidied {{what}}" } } ]
                schedules:
                """ + schedules);
        return catalog;
    }

    private Deck deck(Path catalog, String home) {
        Deck deck = Deck.start(catalog, folder.resolve(home), database, clock);
        decks.add(deck);
        deck.bean(dev.opsdeck.target.LocalProcesses.class)
                .ensureStarted(deck.bean(LiveCatalog.class).current());
        deck.slack().limits().enforce(false);
        return deck;
    }

    private static void awaitKnown(Deck deck, String schedule) {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> due(deck, schedule) != null);
    }

    private static Instant due(Deck deck, String schedule) {
        return deck.bean(Jdbi.class)
                .withHandle(
                        tx -> deck.bean(dev.opsdeck.routine.ScheduleStore.class).find(tx, schedule))
                .map(row -> Objects.requireNonNull(row.due()))
                .orElseThrow();
    }

    private static void awaitLast(Deck deck, String result) {
        Awaitility.await().atMost(PATIENCE).until(() -> deck.bean(Jdbi.class)
                .withHandle(
                        tx -> deck.bean(dev.opsdeck.routine.ScheduleStore.class).find(tx, "shop/tidy"))
                .map(row -> result.equals(row.lastResult()))
                .orElse(false));
    }

    private static long posted(Deck deck, String words) {
        return deck.slack().messages("shop-incidents").stream()
                .filter(message -> Deck.text(message).contains(words))
                .count();
    }

    private static void click(Deck deck, String user, long run, String action) throws Exception {
        Message card = deck.awaitMessage(CHANNEL, "Run " + run + " ");
        deck.slack().as(user).click(CHANNEL, card.ts(), action);
    }

    private static List<Run> runs(Deck deck) {
        return deck.bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).recent(tx, null, false, 100));
    }

    private static Run find(Deck deck, long run) {
        return runs(deck).stream().filter(each -> each.id() == run).findFirst().orElseThrow();
    }

    private static Run ended(Deck deck, long run) {
        return Objects.requireNonNull(
                Awaitility.await().atMost(PATIENCE).until(() -> find(deck, run), found -> found.state()
                        .ended()));
    }
}
