package dev.opsdeck.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {
    private Sim sim;

    @BeforeEach
    void start() throws IOException {
        sim = new Sim();
    }

    @AfterEach
    void stop() {
        sim.close();
    }

    private JsonNode event(String type) {
        await().until(() -> !sim.bot.of(type).isEmpty());
        return sim.bot.of(type).getFirst().payload().path("event");
    }

    @Test
    void a_mention_comes_as_app_mention_and_as_message() {
        sim.olga.mention("airline-ops", "status please");

        assertThat(event("app_mention").path("text").asText()).isEqualTo("<@" + Specs.BOT + "> status please");
        JsonNode message = event("message");
        assertThat(message.path("channel_type").asText()).isEqualTo("channel");
        assertThat(message.path("blocks").path(0).path("type").asText()).isEqualTo("rich_text");
        assertThat(message.has("client_msg_id")).isTrue();
    }

    @Test
    void a_direct_message_is_no_mention() {
        sim.olga.post(sim.olga.direct(), "hello");

        assertThat(event("message").path("channel_type").asText()).isEqualTo("im");
        assertThat(sim.bot.of("app_mention")).isEmpty();
    }

    @Test
    void the_bot_hears_nothing_from_channels_that_it_is_not_in() {
        sim.olga.post("random", "secret");
        sim.olga.post("airline-ops", "open");

        await().until(() -> !sim.bot.of("message").isEmpty());
        assertThat(sim.bot.received).extracting(StandInBot.Received::body).noneMatch(body -> body.contains("secret"));
    }

    @Test
    void reactions_memberships_groups_and_the_home_tab_are_told() throws InterruptedException {
        String ts = sim.olga.post("airline-ops", "look").ts();
        sim.leo.react("airline-ops", ts, "eyes");
        String room = sim.call("conversations.create", Map.of("name", "inc-1"))
                .path("channel")
                .path("id")
                .asText();
        sim.call("conversations.invite", Map.of("channel", room, "users", Specs.LEO));
        sim.slack.groupMembers(Specs.GROUP, List.of(Specs.OLGA));
        sim.olga.openHome();

        assertThat(event("reaction_added").path("item").path("ts").asText()).isEqualTo(ts);
        assertThat(event("member_joined_channel").path("inviter").asText()).isEqualTo(Specs.BOT);
        assertThat(event("subteam_members_changed")
                        .path("removed_users")
                        .path(0)
                        .asText())
                .isEqualTo(Specs.LEO);
        assertThat(event("subteam_updated")
                        .path("subteam")
                        .path("users")
                        .path(0)
                        .asText())
                .isEqualTo(Specs.OLGA);
        assertThat(event("app_home_opened").path("tab").asText()).isEqualTo("home");
    }

    @Test
    void an_event_that_is_not_acknowledged_comes_three_times_more() {
        sim.bot.answers(request -> new StandInBot.Reply(500, ""));

        sim.olga.post("airline-ops", "hello");

        await().until(() -> sim.bot.of("message").size() == 4);
        assertThat(sim.bot.of("message"))
                .extracting(request -> request.headers().get("X-Slack-Retry-Num"))
                .containsExactly(null, "1", "2", "3");
        assertThat(sim.bot.of("message").getLast().headers()).containsEntry("X-Slack-Retry-Reason", "http_error");
        assertThat(sim.bot.of("message"))
                .extracting(request -> request.payload().path("event_id").asText())
                .containsOnly(sim.bot
                        .of("message")
                        .getFirst()
                        .payload()
                        .path("event_id")
                        .asText());
    }

    @Test
    void the_request_url_is_verified_by_a_challenge() throws InterruptedException {
        assertThat(sim.slack.verifyUrl()).isFalse();
        sim.bot.answers(request ->
                new StandInBot.Reply(200, request.payload().path("challenge").asText()));

        assertThat(sim.slack.verifyUrl()).isTrue();
    }
}
