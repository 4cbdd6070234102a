package dev.opsdeck.flow;

import static dev.opsdeck.flow.Shop.CHANNEL;
import static dev.opsdeck.flow.Shop.LEAD;
import static dev.opsdeck.flow.Shop.OPERATOR;
import static dev.opsdeck.flow.Shop.SECOND_LEAD;
import static dev.opsdeck.flow.Shop.SECOND_OPERATOR;
import static dev.opsdeck.flow.Shop.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.audit.Verification;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.StepState;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestartFlowTest {
    private static final ShiftedClock CLOCK = new ShiftedClock();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @SuppressWarnings("NullAway.Init")
    private static Path catalog;

    @BeforeAll
    static void start() throws IOException {
        catalog = Shop.in(folder.resolve("catalog"));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), CLOCK);
        deck.bean(dev.opsdeck.target.LocalProcesses.class)
                .ensureStarted(deck.bean(LiveCatalog.class).current());
        deck.slack().limits().enforce(false);
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    @AfterEach
    void calm() throws IOException {
        deck.slack().faults().clear();
        Shop.in(catalog);
    }

    @Test
    void a_lead_approves_and_the_service_is_restarted() throws Exception {
        long run = request("restart backend --reason \"memory leak\"");
        Message card = deck.awaitMessage(CHANNEL, "Approval needed");
        assertThat(Deck.text(card)).contains("memory leak", "1 of lead", "frontend");

        click(LEAD, run, "run_approve");

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        deck.awaitMessage(CHANNEL, "Run again");
        assertThat(deck.bean(AuditTrail.class).verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void neither_the_requester_nor_somebody_without_the_role_can_approve() throws Exception {
        long run = request("restart backend");

        click(OPERATOR, run, "run_approve");
        click(VIEWER, run, "run_approve");
        click(SECOND_OPERATOR, run, "run_approve");

        deck.awaitPrivate(OPERATOR, CHANNEL, "cannot approve run " + run + ". You asked for this yourself");
        deck.awaitPrivate(VIEWER, CHANNEL, "cannot approve run " + run);
        deck.awaitPrivate(
                SECOND_OPERATOR, CHANNEL, "cannot approve run " + run + ". This needs the consent of the role lead");
        assertThat(find(run).state()).isEqualTo(RunState.WAITING);
    }

    @Test
    void two_leads_are_needed_for_a_database_and_one_cannot_count_twice() throws Exception {
        long run = request("restart db");

        click(LEAD, run, "run_approve");
        deck.awaitPrivate(LEAD, CHANNEL, "You approved run " + run + ". It has 1 of 2 from lead");
        click(LEAD, run, "run_approve");
        deck.awaitPrivate(LEAD, CHANNEL, "Your approval of run " + run + " is counted already");
        assertThat(find(run).state()).isEqualTo(RunState.WAITING);

        click(SECOND_LEAD, run, "run_approve");
        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void what_waits_for_approval_is_listed_with_who_agreed_so_far() throws Exception {
        long first = request("restart db --reason listed");
        long second = request("restart frontend");
        click(LEAD, first, "run_approve");
        deck.awaitPrivate(LEAD, CHANNEL, "You approved run " + first);

        deck.slack().as(SECOND_LEAD).command(CHANNEL, "/ops approvals");

        String list = deck.awaitPrivate(SECOND_LEAD, CHANNEL, "runs wait for approval");
        assertThat(list)
                .contains("*" + first + "*  `restart shop/db` by <@" + OPERATOR + ">: listed")
                .contains("*" + second + "*  `restart shop/frontend`")
                .contains("<@" + LEAD + ">");
    }

    @Test
    void a_rule_without_approval_runs_at_once() throws Exception {
        long run = request("restart worker");

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void a_viewer_is_denied_with_the_reason_and_who_could() throws Exception {
        deck.slack().as(VIEWER).command(CHANNEL, "/ops restart backend");

        assertThat(deck.awaitPrivate(VIEWER, CHANNEL, "No rule allows you to restart"))
                .contains("operator");
    }

    @Test
    void the_same_delivery_four_times_is_one_run() throws Exception {
        deck.slack().faults().duplicateDeliveries(3);

        long run = request("restart frontend --reason fourfold");

        assertThat(runs().stream().filter(other -> "fourfold".equals(other.reason())))
                .hasSize(1)
                .first()
                .extracting(Run::id)
                .isEqualTo(run);
    }

    @Test
    void ten_simultaneous_clicks_are_one_vote_and_one_run_and_each_is_answered() throws Exception {
        long run = request("restart backend --reason tenfold");
        Message card = card(run);
        List<Callable<Object>> clicks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String clicker = i % 2 == 0 ? LEAD : SECOND_LEAD;
            clicks.add(() -> deck.slack().as(clicker).click(CHANNEL, card.ts(), "run_approve"));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> click : threads.invokeAll(clicks)) {
                click.get();
            }
        }

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(find(run).steps()).allMatch(step -> step.attempt() == 1);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answersAbout(run) == 10);
    }

    private static long answersAbout(long run) {
        return java.util.stream.Stream.of(LEAD, SECOND_LEAD)
                .flatMap(user -> deck.privates(user, CHANNEL).stream())
                .filter(text -> text.contains("run " + run + " ")
                        || text.contains("run " + run + ".")
                        || text.contains("run " + run + ":"))
                .count();
    }

    @Test
    void a_plan_that_changed_voids_the_approval_and_shows_the_difference() throws Exception {
        long run = request("restart frontend --reason drift");
        String before = deck.bean(LiveCatalog.class).current().checksum();
        Shop.change(catalog);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !deck.bean(LiveCatalog.class).current().checksum().equals(before));

        click(LEAD, run, "run_approve");

        assertThat(ended(run).state()).isEqualTo(RunState.VOIDED);
        deck.awaitMessage(CHANNEL, "up to 3 s to stop");
    }

    @Test
    void deny_asks_for_a_reason_and_tells_it() throws Exception {
        long run = request("restart backend --reason denied");

        click(LEAD, run, "run_deny");
        deck.slack().as(LEAD).submit(Map.of("reason", "Not during the sale"));

        assertThat(ended(run).state()).isEqualTo(RunState.DENIED);
        deck.awaitMessage(CHANNEL, "Not during the sale");
    }

    @Test
    void the_requester_withdraws() throws Exception {
        long run = request("restart backend --reason withdrawn");

        click(LEAD, run, "run_withdraw");
        deck.awaitPrivate(LEAD, CHANNEL, "cannot withdraw run " + run);
        click(OPERATOR, run, "run_withdraw");

        assertThat(ended(run).state()).isEqualTo(RunState.WITHDRAWN);
    }

    @Test
    void an_approval_that_nobody_gives_expires() throws Exception {
        long run = request("restart backend --reason late");
        card(run);

        CLOCK.pass(Duration.ofMinutes(16));

        assertThat(ended(run).state()).isEqualTo(RunState.EXPIRED);
        deck.awaitMessage(CHANNEL, "Nobody decided in time");
    }

    @Test
    void a_typo_and_a_wrong_name_get_the_nearest_right_ones() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops restrt backend");
        deck.awaitPrivate(OPERATOR, CHANNEL, "/ops restart backend");
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops restart bakcend");
        deck.awaitPrivate(OPERATOR, CHANNEL, "Nothing in the catalog is called");
    }

    @Test
    void a_cancel_ends_a_wait_at_once() throws Exception {
        long run = request("restart stuck");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> find(run).steps().getLast().state() == StepState.RUNNING);

        deck.slack().as(OPERATOR).command(CHANNEL, "/ops cancel " + run);

        assertThat(ended(run).state()).isEqualTo(RunState.CANCELLED);
        assertThat(find(run).endedAt()).isBefore(find(run).createdAt().plusSeconds(50));
    }

    @Test
    void the_home_tab_shows_how_systems_are_and_is_drawn_anew_when_a_run_asks_for_consent() throws Exception {
        deck.slack().as(SECOND_LEAD).openHome();
        awaitHome("2 bad");

        long run = request("restart backend --reason \"for the home tab\"");

        awaitHome("for the home tab");
        click(LEAD, run, "run_deny");
    }

    private static void awaitHome(String words) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> deck.slack().as(SECOND_LEAD).home().toString().contains(words));
    }

    @Test
    void a_second_change_of_the_same_target_is_told_who_holds_it_and_waits_only_when_asked_to() throws Exception {
        long first = request("restart stuck --reason first");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> find(first).state() == RunState.RUNNING);
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops restart stuck --reason second");
        String offer = deck.awaitPrivate(OPERATOR, CHANNEL, "works on the same target");
        assertThat(offer).contains("Wait for it").contains("restart shop/stuck");

        long second = request("restart stuck --reason second --wait");

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Objects.requireNonNullElse(
                        find(second).note(), "")
                .startsWith("Waits for run " + first + ", which works on the same target"));
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops cancel " + first);
        assertThat(ended(first).state()).isEqualTo(RunState.CANCELLED);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> find(second).state() == RunState.RUNNING);
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops cancel " + second);
        assertThat(ended(second).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void a_failure_shows_the_exit_code_and_the_end_of_the_log_without_notifying_anybody() throws Exception {
        long run = request("restart crashing");

        assertThat(ended(run).state()).isEqualTo(RunState.FAILED);
        assertThat(find(run).note()).contains("3");
        Message card = deck.awaitMessage(CHANNEL, "Run " + run + " ");
        deck.slack().as(OPERATOR).click(CHANNEL, card.ts(), "run_output");
        assertThat(deck.awaitPrivate(OPERATOR, CHANNEL, "Output of run " + run))
                .contains("line 60 of a log")
                .doesNotContain("<!channel>");
    }

    @Test
    void a_broken_change_of_the_catalog_keeps_the_old_one_and_says_so_in_the_channel() throws Exception {
        Files.writeString(catalog.resolve("shop.yml"), "system: shop\nservces: {}\n");

        deck.awaitMessage(CHANNEL, "servces");
        assertThat(deck.bean(LiveCatalog.class).current().systems()).containsKey("shop");
        assertThat(deck.bean(LiveCatalog.class).state().isUpToDate()).isFalse();
    }

    private static long request(String text) throws Exception {
        long before = runs().stream().mapToLong(Run::id).max().orElse(0);
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops " + text);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> runs().stream().mapToLong(Run::id).max().orElse(0), id -> id > before);
    }

    private static void click(String user, long run, String action) throws Exception {
        deck.slack().as(user).click(CHANNEL, card(run).ts(), action);
    }

    private static Message card(long run) {
        return deck.awaitMessage(CHANNEL, "Run " + run + " ");
    }

    private static List<Run> runs() {
        return deck.bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).recent(tx, null, false, 100));
    }

    private static Run find(long run) {
        return deck.bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).find(tx, run))
                .orElseThrow();
    }

    private static Run ended(long run) {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> find(run), found -> found.state()
                .ended());
    }
}
