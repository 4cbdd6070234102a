package dev.opsdeck.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not come in, and what is said about it. */
class RefusalTest {
    private static final SlackDouble SLACK = new SlackDouble();
    private static final SlackDoors DOORS = new SlackDoors(SLACK.apiUrl());
    private static final byte[] COMMAND =
            "command=%2Fops&text=status&user_id=U1&channel_id=C1&channel_name=ops&trigger_id=1.2.3".getBytes(UTF_8);

    @AfterEach
    void nothingCameIn() {
        assertThat(DOORS.intake.size()).isZero();
    }

    @AfterAll
    static void close() {
        DOORS.close();
        SLACK.close();
    }

    @Test
    void all_that_slack_did_not_sign_just_now_gets_the_same_answer() throws Exception {
        String now = String.valueOf(DOORS.clock.instant().getEpochSecond());
        String stale = String.valueOf(
                DOORS.clock.instant().minus(Duration.ofSeconds(301)).getEpochSecond());
        String future = String.valueOf(
                DOORS.clock.instant().plus(Duration.ofSeconds(301)).getEpochSecond());
        var said = new HashSet<String>();

        for (var attempt : Map.of(
                        "unsigned", new String[] {now, "v0="},
                        "wrong secret", new String[] {now, RequestSignature.sign("other", now, COMMAND)},
                        "stale", new String[] {stale, RequestSignature.sign(SlackDoors.SECRET, stale, COMMAND)},
                        "future", new String[] {future, RequestSignature.sign(SlackDoors.SECRET, future, COMMAND)},
                        "no time", new String[] {"x", RequestSignature.sign(SlackDoors.SECRET, "x", COMMAND)})
                .entrySet()) {
            String[] headers = attempt.getValue();
            var response = DOORS.send(SlackDoors.FORM, COMMAND, headers[0], headers[1], Map.of());
            assertThat(response.statusCode()).as(attempt.getKey()).isEqualTo(401);
            said.add(response.body());
        }
        assertThat(said).hasSize(1);
    }

    @Test
    void a_body_over_a_megabyte_is_refused_before_anything_else() throws Exception {
        byte[] large = ("payload=" + "x".repeat(EventsController.LARGEST)).getBytes(UTF_8);

        assertThat(DOORS.send(SlackDoors.FORM, large, "0", "v0=", Map.of()).statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_body_of_a_megabyte_is_read() throws Exception {
        byte[] large = ("payload=" + "x".repeat(EventsController.LARGEST - "payload=".length())).getBytes(UTF_8);

        assertThat(DOORS.send(SlackDoors.FORM, large, Map.of()).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "payload",
                "payload=",
                "payload=%7B",
                "payload=%7B%22type%22%3A%22block_actions%22",
                "payload=null",
                "payload=[]",
                "payload=%22text%22",
                "payload=%7B%7D",
                "payload=%7B%22type%22%3A7%7D",
                "payload=%7B%22type%22%3A%22surprise%22%7D",
                "payload=%7B%22type%22%3A%22block_actions%22%7D",
                "payload=%7B%22type%22%3A%22block_actions%22%2C%22user%22%3A%22U1%22%7D",
                "payload=%7B%22type%22%3A%22view_submission%22%7D",
                "payload=%7B%22type%22%3A%22view_submission%22%2C%22view%22%3A%7B%7D%7D",
                "payload=%7B%22type%22%3A%22event_callback%22%7D",
                "payload=%zz",
                "text=100%",
                "command=%2Fops&text=50%",
                "command=%2Fops&text=status",
                "hello"
            })
    void a_form_that_cannot_be_read_is_a_bad_request(String body) throws Exception {
        assertThat(DOORS.send(SlackDoors.FORM, body).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"type\":\"event_callback\"}",
                "{\"type\":\"event_callback\",\"event\":7}",
                "{\"type\":\"event_callback\",\"event\":{}}",
                "{\"type\":\"event_callback\",\"event\":{\"type\":[]}}",
                "{\"type\":\"event_callback\",\"event\":{\"type\":\"app_mention\",\"user\":{}},\"event_id\":\"E\"}",
                "{\"type\":\"event_callback\",\"event\":{\"type\":\"app_mention\"},\"event_id\":\"E\"}",
                "{\"type\":\"event_callback\",\"event\":{\"type\":\"app_mention\",\"user\":\"U\",\"channel\":\"C\"}}",
                "{\"type\":\"event_callback\",\"event\":{\"type\":\"user_change\"},\"event_id\":\"E\"}",
                "{\"type\":\"hello\"}",
                "{\"type\":\"url_verification\"}{}",
                "{'type':'url_verification'}"
            })
    void json_that_cannot_be_read_is_a_bad_request(String body) throws Exception {
        assertThat(DOORS.send(SlackDoors.JSON, body).statusCode()).isEqualTo(400);
    }

    @Test
    void json_nested_without_end_is_a_bad_request() throws Exception {
        String deep = "{\"type\":\"event_callback\",\"event\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";

        assertThat(DOORS.send(SlackDoors.JSON, deep).statusCode()).isEqualTo(400);
    }

    @Test
    void what_is_not_utf_8_is_a_bad_request() throws Exception {
        byte[] body = {'c', 'o', 'm', 'm', 'a', 'n', 'd', '=', (byte) 0xc3, (byte) 0x28};

        assertThat(DOORS.send(SlackDoors.FORM, body, Map.of()).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/form-data; boundary=x", "application/xml", "*/*", "nonsense"})
    void another_content_type_is_a_bad_request(String type) throws Exception {
        assertThat(DOORS.send(type, COMMAND, Map.of()).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "dialog_submission; {\"type\":\"dialog_submission\",\"callback_id\":\"c\",\"user\":{\"id\":\"U1\"},"
                        + "\"team\":{\"id\":\"T1\"},\"channel\":{\"id\":\"C1\"}}",
                "no action; {\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"actions\":[]}"
            })
    void what_nobody_handles_is_not_found(String kind, String payload) throws Exception {
        assertThat(DOORS.interact(payload).statusCode()).as(kind).isEqualTo(404);
    }

    @Test
    void events_that_nobody_handles_are_acknowledged() throws Exception {
        String event = "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":{\"type\":\"emoji_changed\"}}";

        assertThat(DOORS.send(SlackDoors.JSON, event).statusCode()).isEqualTo(200);
    }

    @Test
    void the_url_is_verified_by_repeating_the_challenge() throws Exception {
        var response = DOORS.send(SlackDoors.JSON, "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1aB\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("3eZbrw1aB");
    }

    @Test
    void the_check_of_the_certificate_needs_no_signature_and_opens_no_door() throws Exception {
        byte[] check = "ssl_check=1&token=x".getBytes(UTF_8);
        byte[] disguised = "ssl_check=1&command=%2Fops&text=status".getBytes(UTF_8);

        assertThat(DOORS.send(SlackDoors.FORM, check, "", "", Map.of()).statusCode())
                .isEqualTo(200);
        assertThat(DOORS.send(SlackDoors.FORM, disguised, "", "", Map.of()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void nothing_else_than_posting_is_possible() throws Exception {
        assertThat(DOORS.get("/slack/events").statusCode()).isEqualTo(405);
    }
}
