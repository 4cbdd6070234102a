package dev.opsdeck.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlackHealthTest {
    @Test
    void a_slack_that_is_away_at_the_start_is_shown_and_found_when_it_is_back() throws Exception {
        try (var slack = new SlackDouble()) {
            slack.answer("auth.test", "{\"ok\":false,\"error\":\"invalid_auth\"}");
            try (var doors = new SlackDoors(slack.apiUrl())) {
                await().untilAsserted(() ->
                        assertThat(doors.get("/health").body()).contains("\"status\":\"DOWN\"", "invalid_auth"));
                assertThat(doors.send(SlackDoors.FORM, "command=%2Fops&user_id=U1&channel_id=C1&trigger_id=1")
                                .statusCode())
                        .isEqualTo(200);

                slack.reset();

                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(doors.get("/health").body())
                                .contains("\"workspace\":\"Test\"", "\"token\":\"accepted\""));
            }
        }
    }

    @Test
    void asking_for_the_health_does_not_ask_slack() throws Exception {
        try (var slack = new SlackDouble();
                var doors = new SlackDoors(slack.apiUrl())) {
            await().untilAsserted(() ->
                    assertThat(doors.bean(SlackIdentity.class).known()).isNotNull());
            for (int time = 0; time < 5; time++) {
                assertThat(doors.get("/health").statusCode()).isEqualTo(200);
            }

            assertThat(slack.callsOf("auth.test")).hasSize(1);
        }
    }
}
