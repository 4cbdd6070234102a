package dev.opsdeck.flow;

import static dev.opsdeck.flow.Shop.CHANNEL;
import static dev.opsdeck.flow.Shop.LEAD;
import static dev.opsdeck.flow.Shop.OPERATOR;
import static dev.opsdeck.flow.Shop.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.TimelineStore;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FreezeFlowTest {
    private static final ShiftedClock CLOCK = new ShiftedClock();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @BeforeAll
    static void start() throws Exception {
        deck = Deck.start(Shop.in(folder.resolve("catalog")), folder.resolve("home"), TestDatabase.create(), CLOCK);
        deck.bean(dev.opsdeck.target.LocalProcesses.class)
                .ensureStarted(deck.bean(LiveCatalog.class).current());
        deck.slack().limits().enforce(false);
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    @AfterEach
    void thaw() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops unfreeze shop");
    }

    @Test
    void a_frozen_system_refuses_changes_until_it_is_unfrozen() throws Exception {
        int before = runs().size();
        say(OPERATOR, "freeze --until=8h --reason \"launch day\"");
        deck.awaitMessage(CHANNEL, "launch day");

        say(OPERATOR, "restart worker");

        String refusal = deck.awaitPrivate(OPERATOR, CHANNEL, "is frozen until");
        assertThat(refusal).contains("launch day", "--break-glass");
        assertThat(runs()).hasSize(before);

        say(OPERATOR, "unfreeze");
        deck.awaitMessage(CHANNEL, "Changes are possible again");
        assertThat(as(OPERATOR).ended("restart worker").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void a_freeze_is_over_when_its_time_is() throws Exception {
        say(OPERATOR, "freeze --until=1h");
        deck.awaitPrivate(OPERATOR, CHANNEL, "are refused from now on");

        CLOCK.pass(Duration.ofMinutes(61));

        assertThat(as(OPERATOR).ended("restart worker").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void a_freeze_ends_at_a_time_of_the_day() throws Exception {
        say(OPERATOR, "freeze --until=\"tomorrow 08:00\"");

        assertThat(deck.awaitPrivate(OPERATOR, CHANNEL, "are refused from now on"))
                .isNotEmpty();
        say(OPERATOR, "freeze --until=soon");
        deck.awaitPrivate(OPERATOR, CHANNEL, "is no time");
        say(OPERATOR, "freezes");
        deck.awaitPrivate(OPERATOR, CHANNEL, "shop");
    }

    @Test
    void while_a_grave_incident_is_open_a_freeze_stops_nobody() throws Exception {
        say(OPERATOR, "freeze --reason \"launch day\"");
        deck.awaitPrivate(OPERATOR, CHANNEL, "are refused from now on");
        say(OPERATOR, "incident declare P2 Some pages are slow");
        long mild = incident("Some pages are slow");
        say(OPERATOR, "restart worker --reason \"mild incident\"");
        deck.awaitPrivate(OPERATOR, CHANNEL, "is frozen");

        say(OPERATOR, "incident severity " + mild + " P1");
        deck.awaitPrivate(OPERATOR, CHANNEL, "its clocks are set anew");
        assertThat(as(OPERATOR)
                        .ended("restart worker --reason \"grave incident\"")
                        .state())
                .isEqualTo(RunState.SUCCEEDED);

        say(OPERATOR, "incident resolve " + mild + " --summary=done");
        deck.awaitPrivate(OPERATOR, CHANNEL, "is resolved");
        int before = runs().size();
        int refusals = refusals();
        say(OPERATOR, "restart worker --reason \"all is well again\"");
        Awaitility.await().until(() -> refusals() == refusals + 1);
        assertThat(runs()).hasSize(before);
    }

    @Test
    void while_a_system_is_worked_on_a_freeze_stops_nobody() throws Exception {
        say(OPERATOR, "freeze --reason \"quiet week\"");
        deck.awaitPrivate(OPERATOR, CHANNEL, "are refused from now on");
        int refusals = refusals();
        say(OPERATOR, "restart worker");
        Awaitility.await().until(() -> refusals() == refusals + 1);

        say(OPERATOR, "maintenance start --emergency=\"disk is failing\"");
        deck.awaitPrivate(OPERATOR, CHANNEL, "Emergency maintenance");
        assertThat(as(OPERATOR).ended("restart worker").state()).isEqualTo(RunState.SUCCEEDED);

        say(OPERATOR, "maintenance end");
        deck.awaitPrivate(OPERATOR, CHANNEL, "is over and announced");
        say(OPERATOR, "restart worker");
        Awaitility.await().until(() -> refusals() == refusals + 2);
    }

    @Test
    void what_was_done_before_an_incident_and_what_goes_on_meanwhile_is_on_its_timeline() throws Exception {
        long done = as(OPERATOR).ended("restart worker --reason \"before all\"").id();
        long waiting = as(OPERATOR).run("restart backend");
        CLOCK.pass(Duration.ofMinutes(10));
        // In another channel than the runs, and of an approval that does not expire while it is declared.
        deck.slack().as(OPERATOR).command("general", "/ops incident declare P1 Nothing works --system=shop");
        long number = incident("Nothing works");
        assertThat(timeline(number))
                .anyMatch(text -> text.startsWith("Run " + done + " succeeded"))
                .anyMatch(text -> text.startsWith("Run " + waiting + " waits for approval"));

        deck.slack().as(OPERATOR).command(CHANNEL, "/ops cancel " + waiting);
        Awaitility.await().until(() -> timeline(number).stream()
                .anyMatch(text -> text.startsWith("Run " + waiting + " withdrawn")));
        say(OPERATOR, "incident resolve " + number + " --summary=done");
        deck.awaitPrivate(OPERATOR, CHANNEL, "INC-" + number + " is resolved");
    }

    private static List<String> timeline(long incident) {
        return deck
                .bean(Jdbi.class)
                .withHandle(handle -> deck.bean(TimelineStore.class).page(handle, incident, 0, 100))
                .stream()
                .map(Entry::text)
                .toList();
    }

    private static int refusals() {
        return (int) deck.privates(OPERATOR, CHANNEL).stream()
                .filter(text -> text.contains("is frozen"))
                .count();
    }

    private static long incident(String title) {
        return Awaitility.await()
                .until(
                        () -> deck.bean(Jdbi.class)
                                .withHandle(handle -> handle.createQuery("select id from incident where title = :title")
                                        .bind("title", title)
                                        .mapTo(Long.class)
                                        .findOne()),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void a_lead_breaks_the_glass_with_a_reason_and_everybody_who_must_know_is_told() throws Exception {
        say(OPERATOR, "freeze");
        deck.awaitPrivate(OPERATOR, CHANNEL, "are refused from now on");

        say(LEAD, "restart backend --break-glass");
        deck.awaitPrivate(LEAD, CHANNEL, "needs a reason");
        Run run = as(LEAD).ended("restart backend --break-glass --reason \"site is down\"");

        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run.breakGlass()).isTrue();
        assertThat(Deck.text(deck.awaitMessage("shop-incidents", "broke the glass")))
                .contains("site is down");
        assertThat(Deck.text(deck.awaitMessage("general", "broke the glass"))).contains("site is down");
        say(LEAD, "audit --on=shop/backend");
        deck.awaitPrivate(LEAD, CHANNEL, "break-glass");
    }

    @Test
    void the_glass_is_not_for_everybody() throws Exception {
        say(OPERATOR, "restart backend --break-glass --reason \"I want to\"");
        deck.awaitPrivate(OPERATOR, CHANNEL, "is not for you");
        say(VIEWER, "freeze shop");
        deck.awaitPrivate(VIEWER, CHANNEL, "Could be done by");
    }

    private static void say(String user, String text) throws Exception {
        deck.slack().as(user).command(CHANNEL, "/ops " + text);
    }

    private static Requests as(String user) {
        return new Requests(deck, user, CHANNEL);
    }

    private static List<Run> runs() {
        return deck.bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).recent(tx, null, false, 100));
    }
}
