package dev.opsdeck.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.slack.api.model.view.View;
import dev.opsdeck.flow.Reply;
import dev.opsdeck.message.Message;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees of each kind of reply. */
class ReplyTest {
    private static final SlackDouble SLACK = new SlackDouble();
    private static final SlackDoors DOORS = new SlackDoors(SLACK.apiUrl());
    private static final View VIEW =
            View.builder().type("modal").callbackId("c").blocks(List.of()).build();
    private static final String HOOK = "/hook";

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

    @Test
    void a_command_is_answered_in_its_acknowledgement() throws Exception {
        var response = command(new Reply.Private(Message.of("All is well")));

        assertThat(response.body()).isEqualTo("{\"response_type\":\"ephemeral\",\"text\":\"All is well\"}");
    }

    @Test
    void a_silent_command_is_acknowledged_with_nothing() throws Exception {
        assertThat(command(new Reply.Silent()).body()).isEmpty();
    }

    @Test
    void an_answer_that_is_ready_soon_is_the_acknowledgement() throws Exception {
        var ready = CompletableFuture.completedFuture(Message.of("Ready"));

        assertThat(command(new Reply.PrivateLater(Message.of("Looking"), ready)).body())
                .contains("Ready");
    }

    @Test
    void an_answer_that_takes_longer_replaces_the_first() throws Exception {
        var later = new CompletableFuture<Message>();

        assertThat(command(new Reply.PrivateLater(Message.of("Looking"), later)).body())
                .contains("Looking");
        later.complete(Message.of("Found"));

        assertThat(hooked()).contains("\"text\":\"Found\"", "\"replace_original\":true", "ephemeral");
    }

    @Test
    void an_answer_that_fails_says_so() throws Exception {
        var later = new CompletableFuture<Message>();

        command(new Reply.PrivateLater(Message.of("Looking"), later));
        later.completeExceptionally(new IllegalStateException("secret detail"));

        assertThat(hooked()).contains("reference").doesNotContain("secret detail");
    }

    @Test
    void a_modal_opens_with_the_trigger_of_the_command() throws Exception {
        assertThat(command(new Reply.Open(VIEW)).body()).isEmpty();

        assertThat(SLACK.callsOf("views.open"))
                .singleElement()
                .satisfies(call -> assertThat(call.argument("trigger_id")).isEqualTo("1.2.3"));
    }

    @Test
    void a_modal_that_does_not_open_is_explained() throws Exception {
        SLACK.answer("views.open", "{\"ok\":false,\"error\":\"expired_trigger_id\"}");

        assertThat(command(new Reply.Open(VIEW)).body()).contains("try again");
    }

    @Test
    void a_click_is_answered_beside_its_acknowledgement() throws Exception {
        assertThat(click(new Reply.Private(Message.of("You voted already"))).body())
                .isEmpty();

        assertThat(hooked()).contains("You voted already", "\"replace_original\":false", "ephemeral");
    }

    @Test
    void a_click_may_replace_what_was_clicked() throws Exception {
        click(new Reply.Replace(Message.of("Done")));

        assertThat(hooked()).contains("\"replace_original\":true");
    }

    @Test
    void what_takes_longer_after_a_click_does_not_replace_what_everybody_sees() throws Exception {
        var later = new CompletableFuture<Message>();

        click(new Reply.PrivateLater(Message.of("Looking"), later));
        later.complete(Message.of("Found"));

        await().untilAsserted(() -> assertThat(SLACK.callsOf(HOOK)).hasSize(2));
        assertThat(SLACK.callsOf(HOOK).get(0).argument("json")).contains("Looking", "\"replace_original\":false");
        assertThat(SLACK.callsOf(HOOK).get(1).argument("json")).contains("Found", "\"replace_original\":false");
    }

    @Test
    void a_response_url_that_fails_for_a_while_is_tried_again() throws Exception {
        var tries = new AtomicInteger();
        SLACK.answer(HOOK, body -> new SlackDouble.Answer(tries.incrementAndGet() < 3 ? 500 : 200, "ok", Map.of()));

        click(new Reply.Private(Message.of("Hello")));

        await().untilAsserted(() -> assertThat(tries).hasValue(3));
        assertThat(SLACK.callsOf("chat.postEphemeral")).isEmpty();
    }

    @Test
    void a_used_up_response_url_is_made_up_for_by_an_ephemeral_message() throws Exception {
        SLACK.answer(HOOK, body -> new SlackDouble.Answer(404, "{\"ok\":false,\"error\":\"used_url\"}", Map.of()));

        click(new Reply.Private(Message.of("Hello")));

        await().untilAsserted(() -> assertThat(SLACK.callsOf("chat.postEphemeral"))
                .singleElement()
                .satisfies(call -> assertThat(call.arguments())
                        .containsEntry("channel", "C1")
                        .containsEntry("user", "U1")
                        .containsEntry("text", "Hello")));
    }

    @Test
    void where_the_bot_may_not_post_the_answer_comes_as_a_direct_message() throws Exception {
        SLACK.answer(HOOK, body -> new SlackDouble.Answer(410, "{}", Map.of()));
        SLACK.answer("chat.postEphemeral", "{\"ok\":false,\"error\":\"not_in_channel\"}");

        click(new Reply.Private(Message.of("Hello")));

        await().untilAsserted(() -> assertThat(SLACK.callsOf("chat.postMessage"))
                .singleElement()
                .satisfies(call -> assertThat(call.argument("channel")).isEqualTo("U1")));
    }

    @Test
    void slack_asking_for_patience_gets_it() throws Exception {
        var tries = new AtomicInteger();
        SLACK.answer(HOOK, body -> new SlackDouble.Answer(404, "{}", Map.of()));
        SLACK.answer(
                "chat.postEphemeral",
                body -> tries.incrementAndGet() < 2
                        ? new SlackDouble.Answer(429, "{\"ok\":false}", Map.of("Retry-After", "1"))
                        : new SlackDouble.Answer(200, "{\"ok\":true}", Map.of()));

        long asked = System.nanoTime();
        click(new Reply.Private(Message.of("Hello")));

        await().untilAsserted(() -> assertThat(tries).hasValue(2));
        assertThat(System.nanoTime() - asked).isGreaterThanOrEqualTo(1_000_000_000L);
    }

    @Test
    void a_mention_in_a_thread_is_answered_there_for_everybody() throws Exception {
        DOORS.intake.reply = () -> new Reply.Private(Message.of("All is well"));

        mention("\"ts\":\"2.0\",\"thread_ts\":\"1.0\"");

        await().untilAsserted(() -> assertThat(SLACK.callsOf("chat.postMessage"))
                .singleElement()
                .satisfies(call -> assertThat(call.arguments())
                        .containsEntry("thread_ts", "1.0")
                        .containsEntry("channel", "C1")));
        assertThat(DOORS.intake.requests.getFirst().text()).isEqualTo("status");
    }

    @Test
    void a_mention_in_a_channel_begins_a_thread() throws Exception {
        DOORS.intake.reply = () -> new Reply.Private(Message.of("All is well"));

        mention("\"ts\":\"2.0\"");

        await().untilAsserted(() -> assertThat(SLACK.callsOf("chat.postMessage"))
                .singleElement()
                .satisfies(call -> assertThat(call.arguments()).containsEntry("thread_ts", "2.0")));
    }

    @Test
    void what_somebody_may_not_do_is_told_to_him_alone_though_he_asked_before_everybody() throws Exception {
        DOORS.intake.reply = () -> new Reply.Refused(Message.of("You may not"));

        mention("\"ts\":\"2.0\",\"thread_ts\":\"1.0\"");

        await().untilAsserted(() -> assertThat(SLACK.callsOf("chat.postEphemeral"))
                .singleElement()
                .satisfies(call -> assertThat(call.arguments())
                        .containsEntry("thread_ts", "1.0")
                        .containsEntry("user", "U1")));
        assertThat(SLACK.callsOf("chat.postMessage")).isEmpty();
    }

    private static void mention(String place) throws Exception {
        DOORS.send(SlackDoors.JSON, """
                {"type":"event_callback","event_id":"Ev1","event":{"type":"app_mention","user":"U1","channel":"C1",
                "text":"<@UBOT> status",%s}}""".formatted(place));
    }

    @Test
    void bots_are_not_listened_to() throws Exception {
        DOORS.send(SlackDoors.JSON, """
                {"type":"event_callback","event_id":"Ev2","event":{"type":"app_mention","user":"U9","bot_id":"B9",
                "channel":"C1","text":"<@UBOT> restart backend","ts":"2.0"}}""");

        assertThat(DOORS.intake.size()).isZero();
    }

    @Test
    void errors_stay_in_the_modal_and_words_are_shown_in_it() throws Exception {
        assertThat(submit(() -> new Reply.Errors(Map.of("reason", "Say why"))).body())
                .isEqualTo("{\"response_action\":\"errors\",\"errors\":{\"reason\":\"Say why\"}}");
        assertThat(submit(() -> new Reply.Private(Message.of("You may not"))).body())
                .contains("\"response_action\":\"update\"", "You may not");
        assertThat(submit(() -> new Reply.Open(VIEW)).body())
                .contains("\"response_action\":\"update\"", "\"callback_id\":\"c\"");
    }

    @Test
    void a_failure_behind_the_door_is_a_reference_in_front_of_it() throws Exception {
        Supplier<Reply> broken = () -> {
            throw new IllegalStateException("password=hunter2");
        };
        DOORS.intake.reply = broken;

        var command = DOORS.send(SlackDoors.FORM, form());
        assertThat(command.statusCode()).isEqualTo(200);
        assertThat(command.body()).contains("reference").doesNotContain("hunter2", "Exception");
        assertThat(submit(broken).body()).contains("reference");
    }

    private static HttpResponse<String> command(Reply reply) throws Exception {
        DOORS.intake.reply = () -> reply;
        return DOORS.send(SlackDoors.FORM, form());
    }

    private static String form() {
        return "command=%2Fops&text=status&user_id=U1&channel_id=C1&channel_name=ops&trigger_id=1.2.3&response_url="
                + java.net.URLEncoder.encode(SLACK.url(HOOK), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> click(Reply reply) throws Exception {
        DOORS.intake.reply = () -> reply;
        return DOORS.interact("""
                {"type":"block_actions","user":{"id":"U1"},"trigger_id":"1.2.3","response_url":"%s",
                "channel":{"id":"C1","name":"ops"},"container":{"message_ts":"1.1"},
                "actions":[{"action_id":"approve","block_id":"b","value":"1","action_ts":"5.0"}]}""".formatted(SLACK.url(HOOK)));
    }

    private static HttpResponse<String> submit(Supplier<Reply> reply) throws Exception {
        DOORS.intake.reply = reply;
        return DOORS.interact(Samples.read("jsdk-view_submission-a.json"));
    }

    /** The body of the one answer through the response URL. */
    private static String hooked() {
        await().untilAsserted(() -> assertThat(SLACK.callsOf(HOOK)).hasSize(1));
        return SLACK.callsOf(HOOK).getFirst().argument("json");
    }
}
