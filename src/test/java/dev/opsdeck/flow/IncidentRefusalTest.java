package dev.opsdeck.flow;

import static dev.opsdeck.flow.Crisis.LEAD;
import static dev.opsdeck.flow.Crisis.OPERATOR;
import static dev.opsdeck.flow.Crisis.OPS;
import static dev.opsdeck.flow.Crisis.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.Phase;
import dev.opsdeck.incident.TimelineStore;
import dev.opsdeck.sim.api.Faults.Fault;
import dev.opsdeck.sim.workspace.Canvases.Canvas;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Slack refuses or delays in an incident, and what people do twice or take back. */
@SuppressWarnings("NullAway.Init")
final class IncidentRefusalTest {
    private static final ShiftedClock CLOCK = new ShiftedClock();

    @TempDir
    static Path folder;

    private static Deck deck;
    private static Crisis crisis;

    @BeforeAll
    static void start() throws IOException {
        deck = Deck.start(
                Crisis.catalog(folder.resolve("catalog")), folder.resolve("home"), TestDatabase.create(), CLOCK);
        deck.slack().limits().enforce(false);
        crisis = new Crisis(deck);
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    @AfterEach
    void calm() {
        deck.slack().faults().clear();
    }

    @Test
    void a_channel_whose_name_is_taken_gets_another() throws Exception {
        long next = crisis.declare(OPERATOR, "P3 first of all").number() + 1;
        deck.slack().call("conversations.create", Map.of("name", "inc-" + next + "-taken"));
        // Made long before the incident, so that it is nobody's who died while making it.
        CLOCK.pass(Duration.ofMinutes(10));

        Incident incident = crisis.declare(OPERATOR, "P3 taken");

        assertThat(incident.channelName()).isEqualTo("inc-" + next + "-taken-2");
        assertThat(incident.ownChannel()).isTrue();
    }

    @Test
    void a_channel_whose_making_was_never_confirmed_is_found_again() throws Exception {
        deck.slack().faults().plan("conversations.create", new Fault.LoseAnswer(), 1);

        Incident incident = crisis.declare(OPERATOR, "P3 answer lost");

        assertThat(incident.channelName()).isEqualTo("inc-" + incident.number() + "-answer-lost");
        deck.awaitMessage(crisis.room(incident), "answer lost");
    }

    @Test
    void without_the_right_to_make_channels_an_incident_is_handled_in_a_thread_and_that_is_said() throws Exception {
        deck.slack().faults().plan("conversations.create", new Fault.Refuse("missing_scope"), 1);

        Incident incident = crisis.declare(OPERATOR, "P1 no scope");

        assertThat(incident.ownChannel()).isFalse();
        assertThat(incident.channel()).isEqualTo(deck.slack().channelId("shop-incidents"));
        Message said = deck.awaitMessage("shop-incidents", "channels:manage");
        assertThat(Deck.text(said)).contains("thread_ts", "INC-" + incident.number());
        Message card = deck.awaitMessage("shop-incidents", "INC-" + incident.number() + " no scope");
        deck.slack().as(OPERATOR).click("shop-incidents", card.ts(), "incident_ack");
        Awaitility.await().until(() -> crisis.find(incident.number()).phase() == Phase.ACKNOWLEDGED);
    }

    @Test
    void somebody_who_cannot_be_invited_keeps_out_nobody_else_and_is_named() throws Exception {
        deck.slack().faults().plan("conversations.invite", new Fault.Refuse("user_is_restricted"), 2);

        Incident incident = crisis.declare(VIEWER, "P1 guests");

        deck.awaitMessage(crisis.room(incident), "could not be invited");
        Awaitility.await().untilAsserted(() -> assertThat(deck.slack()
                        .call("conversations.members", Map.of("channel", crisis.room(incident)))
                        .toString())
                .contains(OPERATOR, LEAD));
    }

    @Test
    void what_slack_limits_is_done_later() throws Exception {
        deck.slack().faults().plan("conversations.create", new Fault.RateLimited(Duration.ofSeconds(1)), 2);
        deck.slack().faults().plan("conversations.setTopic", new Fault.RateLimited(Duration.ofSeconds(1)), 1);

        Incident incident = crisis.declare(OPERATOR, "P3 limited");

        Awaitility.await().untilAsserted(() -> assertThat(deck.slack()
                        .call("conversations.info", Map.of("channel", crisis.room(incident)))
                        .toString())
                .contains("P3 limited"));
    }

    @Test
    void a_declaration_that_is_delivered_twice_or_made_by_two_people_is_one_incident() throws Exception {
        deck.slack().faults().duplicateDeliveries(2);
        Incident incident = crisis.declare(OPERATOR, "P3 seen by many");
        deck.slack().faults().clear();

        deck.slack().as(LEAD).command(OPS, "/ops incident declare P3 Seen by many");

        deck.awaitPrivate(LEAD, OPS, "It is declared already");
        deck.awaitMessage("shop-incidents", "INC-" + incident.number() + " seen by many");
        assertThat(crisis.count("shop-incidents", "INC-" + incident.number() + " seen by many"))
                .isEqualTo(1);
    }

    @Test
    void a_marked_message_is_on_the_timeline_once_follows_its_edits_and_goes_with_its_mark() throws Exception {
        Incident incident = crisis.declare(OPERATOR, "P3 marked");
        String room = crisis.room(incident);
        deck.slack().as(OPERATOR).join(room);
        deck.slack().as(LEAD).join(room);
        Message message = deck.slack().as(OPERATOR).post(room, "the cache <was> full, see @lena");

        deck.slack().as(OPERATOR).react(room, message.ts(), "pushpin");
        deck.slack().as(LEAD).react(room, message.ts(), "pushpin");
        Awaitility.await().untilAsserted(() -> assertThat(texts(incident)).contains("the cache <was> full, see @lena"));

        deck.slack()
                .workspace()
                .messages
                .edit(message.channel(), message.ts(), body -> body.put("text", "the cache was empty"));
        Awaitility.await().until(() -> texts(incident).contains("the cache was empty"));
        assertThat(entries(incident))
                .filteredOn(entry -> entry.kind() == Entry.Kind.MESSAGE)
                .singleElement()
                .satisfies(entry -> assertThat(entry.original()).contains("full"));

        deck.slack().as(LEAD).unreact(room, message.ts(), "pushpin");
        deck.slack().as(OPERATOR).unreact(room, message.ts(), "pushpin");
        Awaitility.await().until(() -> !texts(incident).contains("the cache was empty"));
    }

    @Test
    void the_shortcut_puts_a_message_on_a_timeline() throws Exception {
        Incident incident = crisis.declare(OPERATOR, "P3 from elsewhere");
        Message message = deck.slack().as(VIEWER).post(OPS, "all pages are white");

        deck.slack().as(VIEWER).messageShortcut("incident_mark_message", OPS, message.ts());
        Awaitility.await().until(() -> deck.slack().as(VIEWER).modal().isPresent());
        deck.slack().as(VIEWER).submit(Map.of("incident", Long.toString(incident.number())));

        Awaitility.await().until(() -> texts(incident).contains("all pages are white"));
    }

    @Test
    void a_corrected_entry_keeps_its_original() throws Exception {
        Incident incident = crisis.declare(OPERATOR, "P3 corrected");
        deck.slack().as(OPERATOR).command(crisis.room(incident), "/ops incident note it was the database");
        Awaitility.await().until(() -> texts(incident).contains("it was the database"));
        long entry = entries(incident).stream()
                .filter(each -> each.text().equals("it was the database"))
                .findFirst()
                .orElseThrow()
                .id();

        deck.slack()
                .as(LEAD)
                .command(OPS, "/ops incident correct " + incident.number() + " " + entry + " it was the cache");

        Awaitility.await().until(() -> texts(incident).contains("it was the cache"));
        deck.slack().as(VIEWER).command(OPS, "/ops incident timeline " + incident.number());
        deck.awaitPrivate(VIEWER, OPS, "it was: it was the database");
    }

    @Test
    void a_change_of_severity_sets_all_clocks_anew() throws Exception {
        Incident incident = crisis.declare(OPERATOR, "P3 getting worse");
        deck.slack().as(OPERATOR).command(OPS, "/ops incident clocks " + incident.number());
        String before = deck.awaitPrivate(OPERATOR, OPS, "Clocks of INC-" + incident.number());
        assertThat(before).contains("acknowledged by").doesNotContain("update due");

        deck.slack().as(OPERATOR).command(OPS, "/ops incident severity " + incident.number() + " p1");
        deck.awaitPrivate(OPERATOR, OPS, "its clocks are set anew");

        deck.slack().as(LEAD).command(OPS, "/ops incident clocks " + incident.number());
        String after = deck.awaitPrivate(LEAD, OPS, "Clocks of INC-" + incident.number());
        assertThat(after).contains("acknowledged by", "update due", "assessment over by", "lead is paged");

        deck.slack().as(LEAD).command(OPS, "/ops incident clocks " + incident.number() + " --stop");
        deck.awaitPrivate(LEAD, OPS, "are stopped");
        CLOCK.pass(Duration.ofHours(1));
        crisis.declare(OPERATOR, "P3 something later");
        assertThat(crisis.count(crisis.room(incident), "Nobody has acknowledged"))
                .isZero();
    }

    @Test
    void a_post_mortem_is_the_canvas_of_its_channel_and_is_written_anew_when_published_again() throws Exception {
        Incident incident = crisis.declare(OPERATOR, "P3 on canvas");
        String room = crisis.room(incident);
        deck.slack().as(OPERATOR).command(room, "/ops incident note it was *the* cache <b>");
        publish(incident);
        String title = "Post-mortem " + incident.label();

        Canvas first = Awaitility.await()
                .until(() -> canvas(room), Optional::isPresent)
                .orElseThrow();
        assertThat(first.title()).isEqualTo(title);
        assertThat(first.markdown())
                .startsWith("# " + title + ": on canvas")
                .contains("it was \\*the\\* cache \\<b\\>", "## Action items", "None yet")
                .doesNotContain("| time (UTC) |");

        deck.slack().as(LEAD).command(room, "/ops incident action watch the cache --owner=@omar");
        deck.awaitPrivate(LEAD, room, "watch the cache");
        deck.slack().as(LEAD).command(room, "/ops incident postmortem --publish");

        Awaitility.await().until(() -> canvas(room).orElseThrow().markdown().contains("watch the cache"));
        assertThat(canvas(room).orElseThrow().id()).isEqualTo(first.id());
        assertThat(crisis.count(room, "post-mortem.md")).isEqualTo(2);
    }

    @Test
    void a_canvas_whose_making_was_never_confirmed_is_found_again() throws Exception {
        Incident incident = crisis.declare(OPERATOR, "P3 canvas lost");
        deck.slack().faults().plan("conversations.canvases.create", new Fault.LoseAnswer(), 1);

        publish(incident);

        Awaitility.await()
                .untilAsserted(() -> assertThat(errand(incident, "CANVAS")).isEqualTo("done"));
        assertThat(canvas(crisis.room(incident)).orElseThrow().markdown()).contains("canvas lost");
        assertThat(crisis.count(crisis.room(incident), "could not be put on the channel's canvas"))
                .isZero();
    }

    @Test
    void a_canvas_that_people_made_is_left_as_it_is_and_that_is_said() throws Exception {
        Incident incident = crisis.declare(OPERATOR, "P3 canvas of theirs");
        String room = crisis.room(incident);
        deck.slack()
                .call(
                        "conversations.canvases.create",
                        Map.of(
                                "channel_id",
                                room,
                                "document_content",
                                Map.of("type", "markdown", "markdown", "# Notes")));

        publish(incident);

        deck.awaitMessage(room, "it is left as it is");
        assertThat(canvas(room).orElseThrow().markdown()).isEqualTo("# Notes");
        deck.awaitMessage(room, "post-mortem.md");
    }

    @ParameterizedTest
    @CsvSource({
        "missing_scope, canvases:write",
        "team_tier_cannot_create_channel_canvases, This workspace has no canvases",
    })
    void where_slack_refuses_a_canvas_the_files_stay_and_that_is_said(String error, String words) throws Exception {
        Incident incident = crisis.declare(OPERATOR, "P3 canvas " + error.replace('_', ' '));
        deck.slack().faults().plan("conversations.canvases.create", new Fault.Refuse(error), 1);

        publish(incident);

        Message said = deck.awaitMessage(crisis.room(incident), error);
        assertThat(Deck.text(said)).contains("its files have all of it", words);
        deck.awaitMessage(crisis.room(incident), "post-mortem.md");
        deck.awaitMessage(crisis.room(incident), "post-mortem.html");
    }

    private static void publish(Incident incident) throws InterruptedException {
        String room = crisis.room(incident);
        deck.slack().as(LEAD).command(room, "/ops incident resolve --summary=done --cause=unknown");
        Awaitility.await().until(() -> crisis.find(incident.number()).phase() == Phase.RESOLVED);
        deck.slack().as(LEAD).command(room, "/ops incident postmortem --publish");
        Awaitility.await().until(() -> crisis.find(incident.number()).phase() == Phase.CLOSED);
    }

    private static Optional<Canvas> canvas(String room) {
        return deck.slack().workspace().canvases.of(room);
    }

    /** Whether the incident's errand of the kind is done, or what Slack said. */
    private static String errand(Incident incident, String kind) {
        return deck.bean(Jdbi.class).withHandle(handle -> handle.createQuery("""
                                select case when done_version < version then 'pending' else coalesce(problem, 'done') end
                                from incident_errand where incident = :incident and kind = :kind""")
                .bind("incident", incident.number())
                .bind("kind", kind)
                .mapTo(String.class)
                .findOne()
                .orElse("none"));
    }

    @Test
    void the_form_opens_at_once_and_is_filled_in_later() throws Exception {
        Incident open = crisis.declare(OPERATOR, "P3 known trouble");
        deck.slack().as(VIEWER).shortcut("incident_shortcut");

        Awaitility.await()
                .until(() -> deck.slack().as(VIEWER).modal().toString().contains(open.label()));
        var refused =
                deck.slack().as(VIEWER).submit(Map.of("title", "Search is empty", "system", "shop", "severity", "P4"));
        assertThat(refused.fieldErrors()).containsKey("severity");
        deck.slack().as(VIEWER).submit(Map.of("title", "Search is empty", "system", "shop", "severity", "P1"));

        deck.awaitMessage("shop-incidents", "Search is empty");
    }

    @Test
    void the_home_tab_shows_open_incidents_and_its_buttons_work() throws Exception {
        Incident incident = crisis.declare(OPERATOR, "P1 seen at home");
        deck.slack().as(LEAD).openHome();
        Awaitility.await().until(() -> deck.slack().as(LEAD).home().toString().contains("seen at home"));

        deck.slack().as(LEAD).command(OPS, "/ops incident resolve " + incident.number() + " --summary=done");

        Awaitility.await().until(() -> !deck.slack().as(LEAD).home().toString().contains("seen at home"));
    }

    private static List<Entry> entries(Incident incident) {
        return deck.bean(Jdbi.class)
                .withHandle(handle -> deck.bean(TimelineStore.class).page(handle, incident.number(), 0, 100));
    }

    private static List<String> texts(Incident incident) {
        return entries(incident).stream().map(Entry::text).toList();
    }
}
