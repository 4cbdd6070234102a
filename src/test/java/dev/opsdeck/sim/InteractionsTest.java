package dev.opsdeck.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.api.SlackError;
import dev.opsdeck.sim.delivery.Outcome;
import dev.opsdeck.sim.delivery.Signer;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.ResponseUrls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InteractionsTest {
    private static final String CARD =
            "[{\"type\":\"actions\",\"block_id\":\"b\",\"elements\":[{\"type\":\"button\",\"action_id\":\"approve\",\"value\":\"r1\",\"text\":{\"type\":\"plain_text\",\"text\":\"Approve\"}},"
                    + "{\"type\":\"static_select\",\"action_id\":\"which\",\"options\":[{\"text\":{\"type\":\"plain_text\",\"text\":\"One\"},\"value\":\"1\"}]}]}]";
    private static final String MODAL =
            "{\"type\":\"modal\",\"notify_on_close\":true,\"title\":{\"type\":\"plain_text\",\"text\":\"Deny\"},\"submit\":{\"type\":\"plain_text\",\"text\":\"Deny\"},\"blocks\":["
                    + "{\"type\":\"input\",\"block_id\":\"why\",\"label\":{\"type\":\"plain_text\",\"text\":\"Why\"},\"element\":{\"type\":\"plain_text_input\",\"action_id\":\"text\"}}]}";

    private Sim sim;

    @BeforeEach
    void start() throws IOException {
        sim = new Sim();
    }

    @AfterEach
    void stop() {
        sim.close();
    }

    @Test
    void a_command_arrives_signed_with_everything_that_slack_sends() throws InterruptedException {
        Outcome outcome = sim.olga.command("airline-ops", "/ops restart backend --reason \"a & b\"");

        StandInBot.Received request = sim.bot.received.getFirst();
        String timestamp = request.headers().getOrDefault("X-Slack-Request-Timestamp", "");
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        assertThat(outcome.ok()).isTrue();
        assertThat(request.headers().get("X-Slack-Signature"))
                .isEqualTo(new Signer(Specs.SECRET).sign(timestamp, body));
        assertThat(Json.write(request.payload()))
                .contains("\"command\":\"/ops\"", "\"channel_name\":\"airline-ops\"", "\"user_name\":\"olga\"");
        assertThat(request.payload().path("text").asText()).isEqualTo("restart backend --reason \"a & b\"");
        assertThat(request.payload().path("response_url").asText()).contains("/sim/hooks/commands/");
    }

    @Test
    void the_answer_to_a_command_is_seen_by_the_asker_alone() throws InterruptedException {
        sim.bot.answers(request -> new StandInBot.Reply(200, "plain words"));

        sim.olga.command("airline-ops", "/ops status");

        assertThat(sim.olga.ephemerals(Specs.OPS)).extracting(Message::text).containsExactly("plain words");
        assertThat(sim.leo.sees(Specs.OPS)).isEmpty();
    }

    @Test
    void an_answer_in_the_channel_is_seen_by_everyone_below_the_command() throws InterruptedException {
        sim.bot.answers(request -> StandInBot.Reply.json(
                Json.object().put("response_type", "in_channel").put("text", "hi")));

        sim.olga.command("airline-ops", "/ops status");

        assertThat(sim.leo.sees(Specs.OPS)).extracting(Message::text).containsExactly("/ops status", "hi");
    }

    @Test
    void a_command_without_an_answer_in_time_is_said_to_have_timed_out() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        sim.bot.answers(request -> {
            try {
                return never.await(5, TimeUnit.SECONDS) ? StandInBot.Reply.EMPTY : StandInBot.Reply.EMPTY;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        Outcome outcome = sim.olga.command("airline-ops", "/ops status");
        never.countDown();

        assertThat(outcome.error()).isEqualTo("operation_timeout");
        assertThat(sim.olga.ephemerals(Specs.OPS))
                .extracting(Message::text)
                .containsExactly("/ops failed with the error \"operation_timeout\"");
    }

    @Test
    void a_command_that_the_bot_refuses_is_said_to_have_failed() throws InterruptedException {
        sim.bot.answers(request -> new StandInBot.Reply(500, ""));

        assertThat(sim.olga.command("airline-ops", "/ops status").error()).isEqualTo("dispatch_failed");
    }

    @Test
    void a_click_carries_message_container_and_action() throws InterruptedException {
        String ts = sim.posted(CARD);

        sim.leo.click("airline-ops", ts, "approve");

        ObjectNode payload = sim.bot.of("block_actions").getFirst().payload();
        assertThat(payload.path("user").path("id").asText()).isEqualTo(Specs.LEO);
        assertThat(payload.path("container").path("message_ts").asText()).isEqualTo(ts);
        assertThat(payload.path("message").path("blocks")).hasSize(1);
        assertThat(payload.path("actions").path(0).path("value").asText()).isEqualTo("r1");
        assertThat(payload.path("actions").path(0).path("type").asText()).isEqualTo("button");
    }

    @Test
    void a_click_on_an_ephemeral_message_carries_no_message() throws InterruptedException {
        String ts = sim.call(
                        "chat.postEphemeral",
                        Map.of("channel", Specs.OPS, "user", Specs.OLGA, "text", "x", "blocks", CARD))
                .path("message_ts")
                .asText();

        sim.olga.click("airline-ops", ts, "approve");

        ObjectNode payload = sim.bot.of("block_actions").getFirst().payload();
        assertThat(payload.has("message")).isFalse();
        assertThat(payload.path("container").path("is_ephemeral").asBoolean()).isTrue();
        assertThatThrownBy(() -> sim.leo.click("airline-ops", ts, "approve"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_selection_carries_the_whole_option() throws InterruptedException {
        sim.olga.select("airline-ops", sim.posted(CARD), "which", "1");

        JsonNode action =
                sim.bot.of("block_actions").getFirst().payload().path("actions").path(0);
        assertThat(action.path("selected_option").path("text").path("text").asText())
                .isEqualTo("One");
    }

    @Test
    void a_trigger_opens_one_modal_within_three_seconds() throws InterruptedException {
        String first = trigger();
        String second = trigger();

        assertThat(open(first).path("ok").asBoolean()).isTrue();
        assertThat(open(first).path("error").asText()).isEqualTo("exchanged_trigger_id");
        sim.clock.pass(Duration.ofMillis(3001));
        assertThat(open(second).path("error").asText()).isEqualTo("expired_trigger_id");
        assertThat(open("made.up").path("error").asText()).isEqualTo("invalid_trigger_id");
    }

    @Test
    void modals_stack_to_three() throws InterruptedException {
        assertThat(open(trigger()).path("ok").asBoolean()).isTrue();
        for (int i = 0; i < 2; i++) {
            assertThat(push().path("ok").asBoolean()).isTrue();
        }

        assertThat(push().path("error").asText()).isEqualTo("push_limit_reached");
        assertThat(sim.olga.modals()).hasSize(3);
        assertThat(sim.olga.modals().get(2).wire().path("previous_view_id").asText())
                .isEqualTo(sim.olga.modals().get(1).id());
    }

    @Test
    void an_update_under_an_old_hash_is_refused() throws InterruptedException {
        JsonNode view = open(trigger()).path("view");
        Map<String, Object> update = Map.of(
                "view_id", view.path("id").asText(), "hash", view.path("hash").asText(), "view", MODAL);

        assertThat(sim.call("views.update", update).path("ok").asBoolean()).isTrue();
        assertThat(sim.call("views.update", update).path("error").asText()).isEqualTo("hash_conflict");
    }

    @Test
    void a_required_field_is_missed_before_the_bot_hears_of_it() throws InterruptedException {
        open(trigger());

        Outcome outcome = sim.olga.submit(Map.of());

        assertThat(outcome.fieldErrors()).containsKey("why");
        assertThat(sim.bot.of("view_submission")).isEmpty();
    }

    @Test
    void a_submission_carries_the_state_and_closes_the_modal() throws InterruptedException {
        open(trigger());

        sim.olga.submit(Map.of("why", "too early"));

        JsonNode view = sim.bot.of("view_submission").getFirst().payload().path("view");
        assertThat(view.path("state")
                        .path("values")
                        .path("why")
                        .path("text")
                        .path("value")
                        .asText())
                .isEqualTo("too early");
        assertThat(sim.olga.modal()).isEmpty();
    }

    @Test
    void errors_of_the_bot_stay_in_the_modal() throws InterruptedException, IOException {
        open(trigger());
        ObjectNode errors = Sim.json("{\"response_action\":\"errors\",\"errors\":{\"why\":\"More, please\"}}");
        sim.bot.answers(request -> StandInBot.Reply.json(errors));

        assertThat(sim.olga.submit(Map.of("why", "x")).fieldErrors()).containsEntry("why", "More, please");
        assertThat(sim.olga.modal()).isPresent();
    }

    @Test
    void cancelling_tells_a_bot_that_wants_to_know() throws InterruptedException {
        open(trigger());

        sim.olga.close();

        assertThat(sim.bot
                        .of("view_closed")
                        .getFirst()
                        .payload()
                        .path("is_cleared")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void a_response_url_works_five_times_in_thirty_minutes() throws InterruptedException {
        String key = responseKey();
        for (int i = 0; i < ResponseUrls.USES; i++) {
            sim.slack.delivery().responses.post(key, Json.object().put("text", "n" + i));
        }

        assertThatThrownBy(() ->
                        sim.slack.delivery().responses.post(key, Json.object().put("text", "x")))
                .isInstanceOf(SlackError.class)
                .hasMessage("used_url");
        assertThat(sim.olga.ephemerals(Specs.OPS)).hasSize(5);
    }

    @Test
    void a_response_url_expires() throws InterruptedException {
        String key = responseKey();
        sim.clock.pass(Duration.ofMinutes(30).plusSeconds(1));

        assertThatThrownBy(() ->
                        sim.slack.delivery().responses.post(key, Json.object().put("text", "x")))
                .hasMessage("expired_url");
    }

    @Test
    void a_response_url_replaces_or_deletes_the_message_of_the_click() throws InterruptedException {
        String ts = sim.call(
                        "chat.postEphemeral",
                        Map.of("channel", Specs.OPS, "user", Specs.OLGA, "text", "x", "blocks", CARD))
                .path("message_ts")
                .asText();
        sim.olga.click("airline-ops", ts, "approve");
        String url = sim.bot
                .of("block_actions")
                .getFirst()
                .payload()
                .path("response_url")
                .asText();
        String key = url.substring(url.lastIndexOf('/') + 1);

        sim.slack
                .delivery()
                .responses
                .post(key, Json.object().put("replace_original", true).put("text", "done"));
        assertThat(sim.olga.ephemerals(Specs.OPS)).extracting(Message::text).containsExactly("done");

        sim.slack.delivery().responses.post(key, Json.object().put("delete_original", true));
        assertThat(sim.olga.ephemerals(Specs.OPS)).isEmpty();
    }

    @Test
    void shortcuts_carry_their_callback() throws InterruptedException {
        String ts = sim.posted(CARD);

        sim.olga.shortcut("new-incident");
        sim.olga.messageShortcut("to-timeline", "airline-ops", ts);

        assertThat(sim.bot
                        .of("shortcut")
                        .getFirst()
                        .payload()
                        .path("callback_id")
                        .asText())
                .isEqualTo("new-incident");
        assertThat(sim.bot
                        .of("message_action")
                        .getFirst()
                        .payload()
                        .path("message")
                        .path("ts")
                        .asText())
                .isEqualTo(ts);
    }

    @Test
    void duplicates_arrive_as_often_as_asked() throws InterruptedException {
        sim.slack.faults().duplicateDeliveries(3);

        sim.olga.command("airline-ops", "/ops status");

        await().atMost(Duration.ofSeconds(60)).until(() -> sim.bot.received.size() == 4);
        assertThat(sim.bot.received)
                .extracting(StandInBot.Received::body)
                .containsOnly(sim.bot.received.getFirst().body());
    }

    @Test
    void a_dropped_ack_is_a_time_out() throws InterruptedException {
        sim.slack.faults().dropAcks(true);

        assertThat(sim.olga.command("airline-ops", "/ops status").error()).isEqualTo("operation_timeout");
        assertThat(sim.bot.received).hasSize(1);
    }

    private String trigger() throws InterruptedException {
        sim.olga.command("airline-ops", "/ops x");
        return sim.bot.received.getLast().payload().path("trigger_id").asText();
    }

    private ObjectNode open(String trigger) throws InterruptedException {
        return sim.call("views.open", Map.of("trigger_id", trigger, "view", MODAL));
    }

    private ObjectNode push() throws InterruptedException {
        return sim.call("views.push", Map.of("trigger_id", trigger(), "view", MODAL));
    }

    private String responseKey() throws InterruptedException {
        sim.olga.command("airline-ops", "/ops x");
        String url = sim.bot.received.getLast().payload().path("response_url").asText();
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
