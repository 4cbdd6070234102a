package dev.opsdeck.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.flow.Click;
import dev.opsdeck.flow.Request;
import dev.opsdeck.flow.Submission;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each payload that Slack publishes. */
class SamplesTest {
    private static final SlackDouble SLACK = new SlackDouble();
    private static final SlackDoors DOORS = new SlackDoors(SLACK.apiUrl());
    private static final Set<String> COVERED = Set.of(
            "jsdk-block_actions-button-message.json",
            "jsdk-block_actions-button-unfurl.json",
            "jsdk-block_actions-button-view.json",
            "jsdk-block_suggestion.json",
            "jsdk-event-app_home_opened.json",
            "jsdk-event-app_mention.json",
            "jsdk-event-message-shared.json",
            "jsdk-message_action.json",
            "jsdk-shortcut-global.json",
            "jsdk-slash_command-signature-vector.form",
            "jsdk-slash_command.form",
            "jsdk-view_closed.json",
            "jsdk-view_submission-a.json",
            "jsdk-view_submission-b.json");

    @BeforeEach
    void forget() {
        DOORS.intake.forget();
        SLACK.reset();
    }

    @AfterAll
    static void close() {
        DOORS.close();
        SLACK.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsdk-slash_command.form", "jsdk-slash_command-signature-vector.form"})
    void a_command_of_another_name_gets_a_private_hint(String name) throws Exception {
        var response = DOORS.send(SlackDoors.FORM, Samples.read(name));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(response.body()).contains("\"response_type\":\"ephemeral\"", "/ops help");
        assertThat(DOORS.intake.size()).isZero();
    }

    @Test
    void our_own_command_comes_in_with_its_text_unescaped() throws Exception {
        String form = Samples.read("jsdk-slash_command.form")
                .replace("/weather", "%2Fops")
                .replace("text=94070", "text=restart+backend+--reason+%22a+%26amp%3B+b%22");

        assertThat(DOORS.send(SlackDoors.FORM, form).statusCode()).isEqualTo(200);

        assertThat(DOORS.intake.requests)
                .containsExactly(new Request(
                        "command:13345224609.738474920.8088930838d88f008e0",
                        "U2147483697",
                        "C2147483705",
                        "test",
                        "restart backend --reason \"a & b\""));
    }

    @Test
    void a_button_on_a_message_without_a_trigger_is_told_apart_by_what_was_clicked_when() throws Exception {
        assertAccepted(DOORS.interact(Samples.read("jsdk-block_actions-button-message.json")));

        assertThat(DOORS.intake.clicks)
                .containsExactly(new Click(
                        "click:U03E94MK0:D065ZJQQQAE/1700455285.968429/:1700455293.945608:b/a",
                        "U03E94MK0",
                        "D065ZJQQQAE",
                        "",
                        "a",
                        "clicked",
                        "1700455285.968429"));
    }

    @Test
    void a_button_in_an_unfurled_link_is_a_click() throws Exception {
        assertAccepted(DOORS.interact(Samples.read("jsdk-block_actions-button-unfurl.json")));

        assertThat(DOORS.intake.clicks)
                .containsExactly(new Click(
                        "click:111.222.xxx:b/a", "U111", "C111", "general", "a", "clicked", "1661488735.191299"));
    }

    @Test
    void a_button_on_the_home_tab_is_a_click_in_no_channel() throws Exception {
        assertAccepted(DOORS.interact(Samples.read("jsdk-block_actions-button-view.json")));

        Click click = DOORS.intake.clicks.getFirst();
        assertThat(click.channel()).isEmpty();
        assertThat(click.messageTs()).isNull();
        assertThat(click.user()).isEqualTo("U123");
    }

    @Test
    void choices_are_asked_for_with_what_was_typed() throws Exception {
        DOORS.intake.options = List.of(new dev.opsdeck.flow.Intake.Option("backend & co", "shop/backend"));

        var response = DOORS.interact(Samples.read("jsdk-block_suggestion.json"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"value\":\"shop/backend\"", "\"type\":\"plain_text\"");
        assertThat(DOORS.intake.typed).containsExactly(new RecordingIntake.Typed("U123", "", "a", "This is a test"));
    }

    @Test
    void a_submitted_modal_comes_in_with_what_was_entered() throws Exception {
        var response = DOORS.interact(Samples.read("jsdk-view_submission-a.json"));

        assertThat(response.body()).isEqualTo("{\"response_action\":\"clear\"}");
        assertThat(DOORS.intake.submissions)
                .containsExactly(new Submission(
                        "submission:768915595217.771150964790.bbc12e4f1483ce782cd891edf9dca94c",
                        "U12345678",
                        "modal-callback-id",
                        "",
                        Map.of("date-of-visit", "2019-09-23", "rating", "3", "comment", "Just amazing!")));
    }

    @Test
    void dates_and_times_of_a_modal_come_in_too() throws Exception {
        assertThat(DOORS.interact(Samples.read("jsdk-view_submission-b.json")).statusCode())
                .isEqualTo(200);

        assertThat(DOORS.intake.submissions.getFirst().values())
                .isEqualTo(Map.of("agenda-block", "test", "date-block", "2022-06-22", "time-block", "03:00"));
    }

    @Test
    void shortcuts_come_in_from_the_search_bar_and_from_messages() throws Exception {
        assertAccepted(DOORS.interact(Samples.read("jsdk-shortcut-global.json")));
        assertAccepted(DOORS.interact(Samples.read("jsdk-message_action.json")));

        assertThat(DOORS.intake.shortcuts)
                .extracting(RecordingIntake.Shortcut::callback, RecordingIntake.Shortcut::channelName)
                .contains(org.assertj.core.groups.Tuple.tuple("org-level-shortcut", ""))
                .hasSize(2);
    }

    @Test
    void a_mention_is_a_command_without_the_mention() throws Exception {
        SLACK.answer("conversations.info", "{\"ok\":true,\"channel\":{\"id\":\"C111\",\"name\":\"shop-ops\"}}");

        assertAccepted(DOORS.send(SlackDoors.JSON, Samples.read("jsdk-event-app_mention.json")));

        Request request = DOORS.intake.requests.getFirst();
        assertThat(request.delivery()).startsWith("event:Ev");
        assertThat(request.text()).doesNotContain("<@");
        assertThat(request.channelName()).isEqualTo("shop-ops");
    }

    @Test
    void an_opened_home_tab_is_drawn() throws Exception {
        assertAccepted(DOORS.send(SlackDoors.JSON, Samples.read("jsdk-event-app_home_opened.json")));

        org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(SLACK.callsOf("views.publish"))
                .singleElement()
                .satisfies(call -> assertThat(call.argument("user_id")).isEqualTo("U12345678")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsdk-event-message-shared.json"})
    void messages_of_people_among_themselves_are_acknowledged_and_left_alone(String name) throws Exception {
        assertAccepted(DOORS.send(SlackDoors.JSON, Samples.read(name)));

        assertThat(DOORS.intake.size()).isZero();
        assertThat(SLACK.calls).allSatisfy(call -> assertThat(call.method()).isEqualTo("auth.test"));
    }

    @Test
    void a_closed_modal_is_acknowledged() throws Exception {
        assertAccepted(DOORS.interact(Samples.read("jsdk-view_closed.json")));

        assertThat(DOORS.intake.size()).isZero();
    }

    static Stream<String> others() {
        return Samples.names().stream().filter(name -> !COVERED.contains(name));
    }

    /** Envelopes belong into the socket, and answers of the Web API to nobody. */
    @ParameterizedTest
    @MethodSource("others")
    void what_slack_does_not_send_over_http_cannot_be_read(String name) throws Exception {
        assertThat(name).matches("jsdk-socket-.*|openapi-.*");
        assertThat(DOORS.send(SlackDoors.JSON, Samples.read(name)).statusCode()).isEqualTo(400);
        assertThat(DOORS.interact(Samples.read(name)).statusCode()).isEqualTo(400);
        assertThat(DOORS.intake.size()).isZero();
    }

    @Test
    void no_sample_is_forgotten() {
        assertThat(Samples.names()).containsAll(COVERED).hasSizeGreaterThan(COVERED.size());
    }

    private static void assertAccepted(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }
}
