package dev.opsdeck.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Message;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final String BUTTON =
            "[{\"type\":\"actions\",\"elements\":[{\"type\":\"button\",\"action_id\":\"go\",\"text\":{\"type\":\"plain_text\",\"text\":\"Go\"}}]}]";

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
    void blocks_get_ids_and_defaults_when_they_are_stored() throws InterruptedException {
        ObjectNode answer = sim.call("chat.postMessage", Map.of("channel", Specs.OPS, "blocks", BUTTON));

        JsonNode block = answer.path("message").path("blocks").path(0);
        assertThat(block.path("block_id").asText()).isNotEmpty();
        assertThat(block.path("elements").path(0).path("text").path("emoji").asBoolean())
                .isTrue();
    }

    @Test
    void refused_blocks_are_named_in_both_places_where_slack_names_them() throws InterruptedException {
        ObjectNode answer =
                sim.call("chat.postMessage", Map.of("channel", Specs.OPS, "blocks", "[{\"type\":\"section\"}]"));

        assertThat(answer.path("error").asText()).isEqualTo("invalid_blocks");
        assertThat(answer.path("errors").path(0).asText())
                .isEqualTo("must define either `text` or `fields` [json-pointer:/blocks/0]");
        assertThat(answer.path("response_metadata").path("messages").path(0).asText())
                .startsWith("[ERROR] must define");
    }

    @Test
    void too_much_text_in_all_blocks_together_is_refused() throws InterruptedException {
        String section = "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"" + "x".repeat(2700) + "\"}}";
        String blocks = "[" + String.join(",", section, section, section, section, section) + "]";

        assertThat(sim.call("chat.postMessage", Map.of("channel", Specs.OPS, "blocks", blocks))
                        .path("error")
                        .asText())
                .isEqualTo("msg_blocks_too_long");
    }

    @Test
    void a_text_over_forty_thousand_characters_is_cut() throws InterruptedException {
        ObjectNode answer = sim.call("chat.postMessage", Map.of("channel", Specs.OPS, "text", "x".repeat(40_001)));

        assertThat(answer.path("message").path("text").asText()).hasSize(40_000);
    }

    @Test
    void an_update_with_more_than_four_thousand_characters_is_refused() throws InterruptedException {
        String ts = sim.posted(BUTTON);

        assertThat(sim.call("chat.update", Map.of("channel", Specs.OPS, "ts", ts, "text", "x".repeat(4_001)))
                        .path("error")
                        .asText())
                .isEqualTo("msg_too_long");
    }

    @Test
    void an_update_with_text_alone_takes_the_blocks_away() throws InterruptedException {
        String ts = sim.posted(BUTTON);

        ObjectNode answer = sim.call("chat.update", Map.of("channel", Specs.OPS, "ts", ts, "text", "done"));

        assertThat(answer.path("message").has("blocks")).isFalse();
        assertThat(answer.path("message").path("edited").path("user").asText()).isEqualTo(Specs.BOT);
    }

    @Test
    void an_ephemeral_message_is_seen_by_one_person_and_cannot_be_updated() throws InterruptedException {
        String ts = sim.call("chat.postEphemeral", Map.of("channel", Specs.OPS, "user", Specs.OLGA, "text", "psst"))
                .path("message_ts")
                .asText();

        assertThat(sim.olga.ephemerals(Specs.OPS)).extracting(Message::text).containsExactly("psst");
        assertThat(sim.leo.sees(Specs.OPS)).isEmpty();
        assertThat(sim.call("conversations.history", Map.of("channel", Specs.OPS))
                        .path("messages"))
                .isEmpty();
        assertThat(sim.call("chat.update", Map.of("channel", Specs.OPS, "ts", ts, "text", "x"))
                        .path("error")
                        .asText())
                .isEqualTo("message_not_found");
    }

    @Test
    void the_app_cannot_change_what_a_person_wrote() throws InterruptedException {
        String ts = sim.olga.post(Specs.OPS, "mine").ts();

        assertThat(sim.call("chat.update", Map.of("channel", Specs.OPS, "ts", ts, "text", "x"))
                        .path("error")
                        .asText())
                .isEqualTo("cant_update_message");
        assertThat(sim.call("chat.delete", Map.of("channel", Specs.OPS, "ts", ts))
                        .path("error")
                        .asText())
                .isEqualTo("cant_delete_message");
    }

    @Test
    void a_thread_counts_its_replies_and_stays_out_of_the_channel() throws InterruptedException {
        String parent = sim.posted(BUTTON);
        sim.olga.reply(Specs.OPS, parent, "first");
        sim.call("chat.postMessage", Map.of("channel", Specs.OPS, "thread_ts", parent, "text", "second"));

        JsonNode history =
                sim.call("conversations.history", Map.of("channel", Specs.OPS)).path("messages");
        JsonNode replies = sim.call("conversations.replies", Map.of("channel", Specs.OPS, "ts", parent))
                .path("messages");

        assertThat(history).hasSize(1);
        assertThat(history.path(0).path("reply_count").asInt()).isEqualTo(2);
        assertThat(replies)
                .extracting(reply -> reply.path("text").asText())
                .containsExactly("fallback", "first", "second");
    }

    @Test
    void history_comes_newest_first_in_pages() throws InterruptedException {
        List.of("one", "two", "three").forEach(text -> sim.olga.post(Specs.OPS, text));

        ObjectNode first = sim.call("conversations.history", Map.of("channel", Specs.OPS, "limit", 2));
        String cursor = first.path("response_metadata").path("next_cursor").asText();
        ObjectNode second =
                sim.call("conversations.history", Map.of("channel", Specs.OPS, "limit", 2, "cursor", cursor));

        assertThat(first.path("messages"))
                .extracting(m -> m.path("text").asText())
                .containsExactly("three", "two");
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(second.path("messages"))
                .extracting(m -> m.path("text").asText())
                .containsExactly("one");
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void what_people_type_is_escaped_and_mentions_become_ids() {
        Message message = sim.olga.post(Specs.OPS, "a < b & @leo in #random, not @nobody");

        assertThat(message.text())
                .isEqualTo("a &lt; b &amp; <@" + Specs.LEO + "> in <#" + Specs.EMPTY + "|random>, not @nobody");
    }
}
