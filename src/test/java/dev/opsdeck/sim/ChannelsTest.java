package dev.opsdeck.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelsTest {
    private Sim sim;

    @BeforeEach
    void start() throws IOException {
        sim = new Sim();
    }

    @AfterEach
    void stop() {
        sim.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("conversations.create", Map.of("name", "airline-ops"), "name_taken"),
                Arguments.of("conversations.create", Map.of("name", "Not Valid"), "invalid_name_specials"),
                Arguments.of("conversations.create", Map.of("name", "x".repeat(81)), "invalid_name_maxlength"),
                Arguments.of("conversations.create", Map.of("name", "--"), "invalid_name_punctuation"),
                Arguments.of("conversations.create", Map.of(), "invalid_name_required"),
                Arguments.of("conversations.info", Map.of("channel", "C0NOWHERE"), "channel_not_found"),
                Arguments.of("conversations.info", Map.of("channel", Specs.PRIVATE), "channel_not_found"),
                Arguments.of("conversations.history", Map.of("channel", Specs.EMPTY), "not_in_channel"),
                Arguments.of(
                        "conversations.invite", Map.of("channel", Specs.OPS, "users", Specs.LEO), "already_in_channel"),
                Arguments.of(
                        "conversations.invite", Map.of("channel", Specs.OPS, "users", "U0NOBODY"), "user_not_found"),
                Arguments.of(
                        "conversations.invite", Map.of("channel", Specs.OPS, "users", Specs.BOT), "cant_invite_self"),
                Arguments.of("conversations.setTopic", Map.of("channel", Specs.EMPTY, "topic", "t"), "not_in_channel"),
                Arguments.of(
                        "conversations.setTopic", Map.of("channel", Specs.OPS, "topic", "t".repeat(251)), "too_long"),
                Arguments.of("conversations.unarchive", Map.of("channel", Specs.OPS), "not_archived"),
                Arguments.of(
                        "conversations.replies", Map.of("channel", Specs.OPS, "ts", "1.000000"), "thread_not_found"),
                Arguments.of("chat.postMessage", Map.of("channel", Specs.PRIVATE, "text", "x"), "channel_not_found"),
                Arguments.of("chat.postMessage", Map.of("channel", Specs.OPS), "no_text"),
                Arguments.of("chat.postMessage", Map.of("channel", Specs.OPS, "blocks", "{"), "invalid_blocks_format"),
                Arguments.of(
                        "chat.postEphemeral",
                        Map.of("channel", Specs.EMPTY, "user", Specs.VERA, "text", "x"),
                        "user_not_in_channel"),
                Arguments.of("users.info", Map.of("user", "U0NOBODY"), "user_not_found"),
                Arguments.of("users.lookupByEmail", Map.of("email", "no@body.example"), "users_not_found"),
                Arguments.of("usergroups.users.list", Map.of("usergroup", "S0NONE"), "no_such_subteam"),
                Arguments.of(
                        "reactions.add",
                        Map.of("channel", Specs.OPS, "timestamp", "1.0", "name", "+1"),
                        "message_not_found"),
                Arguments.of("files.info", Map.of("file", "F0NONE"), "file_not_found"),
                Arguments.of("views.open", Map.of("trigger_id", "1.2.3", "view", "{}"), "invalid_arguments"),
                Arguments.of("canvases.create", Map.of(), "free_team_not_allowed"),
                Arguments.of("apps.connections.open", Map.of(), "not_allowed_token_type"),
                Arguments.of("made.up", Map.of(), "unknown_method"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("refusals")
    void refuses_with_slacks_error(String method, Map<String, String> args, String error) throws InterruptedException {
        assertThat(sim.call(method, args).path("error").asText()).isEqualTo(error);
    }

    @Test
    void an_archived_channel_takes_no_more_messages() throws InterruptedException {
        sim.call("conversations.archive", Map.of("channel", Specs.OPS));

        assertThat(sim.call("chat.postMessage", Map.of("channel", Specs.OPS, "text", "x"))
                        .path("error")
                        .asText())
                .isEqualTo("is_archived");
        assertThat(sim.call("conversations.archive", Map.of("channel", Specs.OPS))
                        .path("error")
                        .asText())
                .isEqualTo("already_archived");
    }

    @Test
    void a_new_channel_has_its_creator_as_member_and_takes_others_in() throws InterruptedException {
        String id = sim.call("conversations.create", Map.of("name", "inc-42"))
                .path("channel")
                .path("id")
                .asText();
        sim.call("conversations.invite", Map.of("channel", id, "users", Specs.OLGA + "," + Specs.LEO));

        assertThat(sim.call("conversations.members", Map.of("channel", id)).path("members"))
                .extracting(member -> member.asText())
                .containsExactly(Specs.BOT, Specs.OLGA, Specs.LEO);
    }

    @Test
    void a_message_to_a_person_goes_to_the_direct_message_with_the_app() throws InterruptedException {
        String channel = sim.call("chat.postMessage", Map.of("channel", Specs.OLGA, "text", "hello"))
                .path("channel")
                .asText();

        assertThat(channel).startsWith("D").isEqualTo(sim.olga.direct());
    }

    @Test
    void private_channels_are_listed_for_members_only() throws InterruptedException {
        var list = sim.call("conversations.list", Map.of("types", "public_channel,private_channel"));

        assertThat(list.path("channels"))
                .extracting(channel -> channel.path("name").asText())
                .containsExactly("airline-ops", "random");
    }
}
