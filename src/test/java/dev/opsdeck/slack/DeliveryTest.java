package dev.opsdeck.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.flow.Click;
import dev.opsdeck.flow.Request;
import java.net.URLEncoder;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The key by which a delivery is known again. */
class DeliveryTest {
    private static final SlackDouble SLACK = new SlackDouble();
    private static final SlackDoors DOORS = new SlackDoors(SLACK.apiUrl());
    private static final SlackDoors REPLICA = new SlackDoors(SLACK.apiUrl());
    private static final String COMMAND =
            "command=%2Fops&text=restart+backend&user_id=U1&channel_id=C1&channel_name=ops&trigger_id=";

    @BeforeEach
    void forget() {
        DOORS.intake.forget();
        REPLICA.intake.forget();
    }

    @AfterAll
    static void close() {
        DOORS.close();
        REPLICA.close();
        SLACK.close();
    }

    @Test
    void four_deliveries_of_a_command_have_one_key() throws Exception {
        for (int delivery = 0; delivery < 4; delivery++) {
            (delivery % 2 == 0 ? DOORS : REPLICA).send(SlackDoors.FORM, COMMAND + "1.2.3");
        }

        assertThat(DOORS.intake.requests)
                .hasSize(2)
                .extracting(Request::delivery)
                .containsOnly("command:1.2.3");
        assertThat(REPLICA.intake.requests)
                .hasSize(2)
                .extracting(Request::delivery)
                .containsOnly("command:1.2.3");
    }

    @Test
    void the_same_words_typed_twice_are_two_commands() throws Exception {
        DOORS.send(SlackDoors.FORM, COMMAND + "1.2.3");
        DOORS.send(SlackDoors.FORM, COMMAND + "1.2.4");

        assertThat(DOORS.intake.requests).extracting(Request::delivery).doesNotHaveDuplicates();
    }

    @Test
    void a_command_without_a_trigger_is_known_by_all_that_it_says() throws Exception {
        DOORS.send(SlackDoors.FORM, COMMAND + "&response_url=https%3A%2F%2Fhooks%2F1");
        DOORS.send(SlackDoors.FORM, COMMAND + "&response_url=https%3A%2F%2Fhooks%2F1");
        DOORS.send(SlackDoors.FORM, COMMAND + "&response_url=https%3A%2F%2Fhooks%2F2");

        assertThat(DOORS.intake.requests.stream().map(Request::delivery).distinct())
                .hasSize(2);
    }

    @Test
    void retries_of_an_event_have_one_key() throws Exception {
        byte[] event = Samples.read("jsdk-event-app_mention.json").getBytes(UTF_8);
        DOORS.send(SlackDoors.JSON, event, Map.of());
        for (int retry = 1; retry <= 3; retry++) {
            var headers = Map.of("X-Slack-Retry-Num", String.valueOf(retry), "X-Slack-Retry-Reason", "http_timeout");
            REPLICA.send(SlackDoors.JSON, event, headers);
        }

        assertThat(REPLICA.intake.requests)
                .hasSize(3)
                .extracting(Request::delivery)
                .containsOnly(DOORS.intake.requests.getFirst().delivery());
    }

    @Test
    void a_click_has_one_key_however_often_it_comes_and_each_of_several_actions_its_own() throws Exception {
        String twoActions = "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"trigger_id\":\"9.9\","
                + "\"channel\":{\"id\":\"C1\",\"name\":\"ops\"},\"container\":{\"message_ts\":\"1.1\"},\"actions\":["
                + "{\"action_id\":\"approve\",\"block_id\":\"b\",\"value\":\"1\",\"action_ts\":\"5.0\"},"
                + "{\"action_id\":\"pick\",\"block_id\":\"c\",\"action_ts\":\"5.0\","
                + "\"selected_option\":{\"value\":\"shop/backend\"}}]}";

        for (int delivery = 0; delivery < 4; delivery++) {
            byte[] body = ("payload=" + URLEncoder.encode(twoActions, UTF_8)).getBytes(UTF_8);
            assertThat(DOORS.send(SlackDoors.FORM, body, Map.of()).statusCode()).isEqualTo(200);
        }

        assertThat(DOORS.intake.clicks).hasSize(8);
        assertThat(DOORS.intake.clicks.stream().distinct())
                .containsExactly(
                        new Click("click:9.9:b/approve", "U1", "C1", "ops", "approve", "1", "1.1"),
                        new Click("click:9.9:c/pick", "U1", "C1", "ops", "pick", "shop/backend", "1.1"));
    }
}
