package dev.opsdeck.flow;

import static dev.opsdeck.flow.Shop.CHANNEL;
import static dev.opsdeck.flow.Shop.LEAD;
import static dev.opsdeck.flow.Shop.OPERATOR;
import static dev.opsdeck.flow.Shop.SECOND_OPERATOR;
import static dev.opsdeck.flow.Shop.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.StepRecord;
import dev.opsdeck.run.StepState;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runbooks from the command to their end, through signed requests. */
final class RunbookFlowTest {
    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String RUNBOOKS = """
            checks:
              sick: { probe: { logs: { service: worker, tail: 10, critical: ">= 0" } } }
            runbooks:
              quick:
                title: Restart the worker with care
                parameters:
                  service: { type: service, title: "Which service?" }
                  copies: { type: number, default: "1" }
                  pause: { type: duration, pattern: "[0-9]+s" }
                  mode: { type: choice, choices: [fast, slow], default: fast }
                steps:
                  - { restart: "{{service}}" }
                  - { wait: "{{pause}}" }
                  - { note: { channel: shop-incidents, text: "{{service}} restarted, {{mode}}" } }
              by-hand:
                steps:
                  - { manual: { text: Look at the orders, by: lead }, name: look, on-failure: continue }
                  - { restart: worker, when: look failed }
                  - { manual: Write it down, when: look ok }
              guarded:
                steps:
                  - { restart: worker }
                  - { gate: { role: lead, text: "Is the worker well?" } }
                  - { note: { channel: shop-incidents, text: the gate is open } }
              patient:
                steps:
                  - { manual: { text: Look whether it is well, within: 2h }, on-failure: continue }
                  - { gate: { role: lead, within: 30m } }
              conditional:
                steps:
                  - { check: sick, name: sick, on-failure: continue }
                  - { restart: worker, name: again, when: sick failed }
                  - { note: { channel: shop-incidents, text: never said }, when: sick ok }
                  - { run: { runbook: inner, with: { what: inner said } }, when: again ok, name: nested }
                  - { run: { runbook: inner, with: { what: never said either } }, when: nested failed }
              inner:
                parameters: { what: text }
                steps: [ { note: { channel: shop-incidents, text: "{{what}}" } }, { wait: 1s } ]
              asking:
                steps: [ { check: sick, on-failure: ask }, { note: { channel: shop-incidents, text: gone on } } ]
              back:
                put-back: true
                steps: [ { stop: worker }, { wait: 2h }, { start: worker } ]
              back-by-hand:
                put-back: true
                steps: [ { stop: worker }, { manual: Do something }, { start: worker } ]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @BeforeAll
    static void start() throws IOException {
        Path catalog = Shop.in(folder.resolve("catalog"));
        Path system = catalog.resolve("shop.yml");
        Files.writeString(system, Files.readString(system) + RUNBOOKS);
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), CLOCK);
        deck.bean(dev.opsdeck.target.LocalProcesses.class)
                .ensureStarted(deck.bean(LiveCatalog.class).current());
        deck.slack().limits().enforce(false);
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    @Test
    void values_that_are_given_are_checked_and_filled_in_and_a_note_is_posted() throws Exception {
        long run = request("run quick service=worker pause=1s mode=slow");

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        deck.awaitMessage("shop-incidents", "worker restarted, slow");
        assertThat(find(run).plan().command()).isEqualTo("run shop/quick service=worker pause=1s mode=slow");
    }

    @Test
    void a_wrong_value_is_refused_with_what_would_be_right() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops run quick service=workr pause=1m mode=slow sped=3");

        String answer = deck.awaitPrivate(OPERATOR, CHANNEL, "There is no such service");
        assertThat(answer).contains("worker", "must match", "no such parameter");
    }

    @Test
    void a_form_asks_for_what_is_missing_and_says_what_is_wrong_where_it_is() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops run quick service=worker");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> deck.slack().as(OPERATOR).modal().isPresent());
        String form = deck.slack().as(OPERATOR).modal().orElseThrow().toString();
        assertThat(form).contains("static_select", "number_input", "plain_text_input", "Which service?");

        deck.slack().as(OPERATOR).submit(Map.of("parameter:pause", "soon", "parameter:copies", "2"));
        assertThat(deck.slack().as(OPERATOR).modal()).isPresent();
        deck.slack().as(OPERATOR).submit(Map.of("parameter:pause", "2s", "reason", "because"));

        long run = Awaitility.await().atMost(PATIENCE).until(() -> newest("pause=2s"), id -> id > 0);
        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(find(run).reason()).isEqualTo("because");
    }

    @Test
    void a_value_never_becomes_more_than_a_text() throws Exception {
        long run = request("run inner what=\"{{what}} }, { restart: db } <!channel>\"");

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(find(run).steps()).hasSize(2);
        assertThat(Deck.text(deck.awaitMessage("shop-incidents", "restart: db")))
                .contains("{{what}}")
                .doesNotContain("<!channel>");
    }

    @Test
    void only_the_role_ticks_off_a_manual_step_and_the_steps_after_go_by_it() throws Exception {
        long run = request("run by-hand");
        await(run, RunState.ASKING);

        click(OPERATOR, run, "step_tick");
        deck.awaitPrivate(OPERATOR, CHANNEL, "This is for the role lead");
        click(LEAD, run, "step_tick");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> find(run).steps().getLast().state() == StepState.ASKING);
        click(OPERATOR, run, "step_tick");

        Run ended = ended(run);
        assertThat(ended.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(ended.steps().getFirst().note()).isEqualTo("Done by lena.");
        assertThat(restarts(ended)).allMatch(step -> step.state() == StepState.SKIPPED);
    }

    @Test
    void what_cannot_be_done_by_hand_has_failed() throws Exception {
        long run = request("run by-hand");
        await(run, RunState.ASKING);

        click(LEAD, run, "step_cannot");

        Run ended = ended(run);
        assertThat(ended.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(ended.steps().getFirst().state()).isEqualTo(StepState.FAILED);
        assertThat(restarts(ended)).allMatch(step -> step.state() == StepState.DONE);
        assertThat(ended.steps().getLast().state()).isEqualTo(StepState.SKIPPED);
    }

    @Test
    void a_gate_opens_by_the_consent_of_somebody_else_who_has_the_role() throws Exception {
        long run = request("run guarded");
        await(run, RunState.ASKING);

        click(OPERATOR, run, "step_approve");
        deck.awaitPrivate(OPERATOR, CHANNEL, "You asked for this yourself");
        click(SECOND_OPERATOR, run, "step_approve");
        deck.awaitPrivate(SECOND_OPERATOR, CHANNEL, "needs the consent of the role lead");
        click(LEAD, run, "step_approve");

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        deck.awaitMessage("shop-incidents", "the gate is open");
    }

    @Test
    void a_gate_that_is_denied_ends_the_run() throws Exception {
        long run = request("run guarded");
        await(run, RunState.ASKING);

        click(LEAD, run, "step_deny");

        Run ended = ended(run);
        assertThat(ended.state()).isEqualTo(RunState.FAILED);
        assertThat(ended.note()).contains("lena denied it");
    }

    @Test
    void people_who_say_nothing_are_not_waited_for_for_ever() throws Exception {
        long run = request("run patient");
        await(run, RunState.ASKING);
        assertThat(Deck.text(deck.awaitMessage(CHANNEL, "Look whether it is well")))
                .contains("Waits until");

        CLOCK.pass(Duration.ofMinutes(100));
        assertThat(find(run).state()).isEqualTo(RunState.ASKING);
        CLOCK.pass(Duration.ofMinutes(21));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> find(run).asked().filter(step -> step.index() == 1).isPresent());
        CLOCK.pass(Duration.ofMinutes(31));

        Run ended = ended(run);
        assertThat(ended.state()).isEqualTo(RunState.FAILED);
        assertThat(ended.steps().getFirst().note()).contains("Nobody confirmed it within 2h");
        assertThat(ended.note()).contains("Not enough people agreed within 30m");
    }

    @Test
    void a_run_of_which_nobody_says_how_it_goes_on_is_given_up_after_a_day() throws Exception {
        long run = request("run asking");
        await(run, RunState.ASKING);

        CLOCK.pass(Duration.ofHours(25));

        Run ended = ended(run);
        assertThat(ended.state()).isEqualTo(RunState.FAILED);
        assertThat(ended.note()).contains("Nobody said in time");
    }

    @Test
    void why_is_answered_for_a_runbook_by_what_it_would_do() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops why run back");
        assertThat(deck.awaitPrivate(OPERATOR, CHANNEL, "nothing was run")).contains("(change)", "shop/worker");
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops why run bakc");
        deck.awaitPrivate(OPERATOR, CHANNEL, "bakc");
    }

    @Test
    void conditions_go_by_how_earlier_steps_and_runbooks_ended() throws Exception {
        long run = request("run conditional");

        Run ended = ended(run);
        assertThat(ended.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(ended.steps().getFirst().state()).isEqualTo(StepState.FAILED);
        assertThat(restarts(ended)).isNotEmpty().allMatch(step -> step.state() == StepState.DONE);
        deck.awaitMessage("shop-incidents", "inner said");
        assertThat(deck.slack().messages("shop-incidents").stream().map(Deck::text))
                .noneMatch(text -> text.contains("never said"));
    }

    @Test
    void a_step_that_asks_when_it_fails_goes_on_by_a_click() throws Exception {
        long run = request("run asking");
        await(run, RunState.ASKING);

        click(OPERATOR, run, "step_skip");

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        deck.awaitMessage("shop-incidents", "gone on");
    }

    @Test
    void a_cancel_during_a_wait_puts_back_what_was_done() throws Exception {
        long run = request("run back");
        Awaitility.await().atMost(PATIENCE).until(() -> find(run).steps().get(1).state() == StepState.RUNNING);

        deck.slack().as(OPERATOR).command(CHANNEL, "/ops cancel " + run);

        Run ended = ended(run);
        assertThat(ended.state()).isEqualTo(RunState.CANCELLED);
        assertThat(ended.steps().getLast().undoes()).isEqualTo(0);
        assertThat(ended.steps().getLast().state()).isEqualTo(StepState.DONE);
    }

    @Test
    void a_wait_is_over_when_its_time_has_come_and_the_service_starts_again() throws Exception {
        long run = request("run back");
        Awaitility.await().atMost(PATIENCE).until(() -> find(run).steps().get(1).state() == StepState.RUNNING);

        CLOCK.pass(Duration.ofHours(2));

        Run ended = ended(run);
        assertThat(ended.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(ended.steps()).allMatch(step -> step.state() == StepState.DONE);
    }

    @Test
    void a_cancel_while_a_person_is_asked_puts_back_what_was_done() throws Exception {
        long run = request("run back-by-hand");
        await(run, RunState.ASKING);

        click(OPERATOR, run, "run_cancel");

        Run ended = ended(run);
        assertThat(ended.state()).isEqualTo(RunState.CANCELLED);
        assertThat(ended.steps().getLast().undoes()).isEqualTo(0);
        assertThat(ended.steps().getLast().state()).isEqualTo(StepState.DONE);
    }

    @Test
    void a_number_after_run_still_shows_that_run_and_the_runbooks_are_listed() throws Exception {
        long run = request("run inner what=listed");
        ended(run);

        deck.slack().as(VIEWER).command(CHANNEL, "/ops run " + run);
        deck.awaitPrivate(VIEWER, CHANNEL, "Run " + run);
        deck.slack().as(VIEWER).command(CHANNEL, "/ops runbooks");
        assertThat(deck.awaitPrivate(VIEWER, CHANNEL, "Restart the worker with care"))
                .contains("takes service (service), copies (number), pause (duration), mode (choice)");
    }

    @Test
    void who_may_not_change_a_service_cannot_change_it_by_a_runbook() throws Exception {
        deck.slack().as(VIEWER).command(CHANNEL, "/ops run quick service=worker pause=1s");

        assertThat(deck.awaitPrivate(VIEWER, CHANNEL, "No rule allows you to run"))
                .contains("operator");
    }

    private static List<StepRecord> restarts(Run run) {
        return run.steps().stream()
                .filter(step -> step.title().contains("worker"))
                .toList();
    }

    private static long request(String command) throws Exception {
        long before = newest("");
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops " + command);
        return Awaitility.await().atMost(PATIENCE).until(() -> newest(""), id -> id > before);
    }

    private static void await(long run, RunState state) {
        Awaitility.await().atMost(PATIENCE).until(() -> find(run).state() == state);
    }

    private static void click(String user, long run, String action) throws Exception {
        Message card = Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> deck.slack().messages(CHANNEL).reversed().stream()
                                .filter(message -> Deck.text(message).contains("Run " + run + " "))
                                .filter(message -> Deck.text(message).contains(action))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
        deck.slack().as(user).click(CHANNEL, card.ts(), action);
    }

    private static long newest(String words) {
        return deck
                .bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).recent(tx, null, false, 100))
                .stream()
                .filter(run -> run.plan().command().contains(words))
                .map(Run::id)
                .findFirst()
                .orElse(0L);
    }

    private static Run find(long run) {
        return deck.bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).find(tx, run))
                .orElseThrow();
    }

    private static Run ended(long run) {
        return Objects.requireNonNull(Awaitility.await().atMost(PATIENCE).until(() -> find(run), found -> found.state()
                .ended()));
    }
}
