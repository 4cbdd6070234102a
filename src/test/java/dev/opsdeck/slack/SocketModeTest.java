package dev.opsdeck.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.opsdeck.flow.Reply;
import dev.opsdeck.flow.Request;
import dev.opsdeck.message.Message;
import dev.opsdeck.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketModeTest {
    private final SlackDouble slack = new SlackDouble();
    private SocketDouble socket;
    private SlackDoors doors;

    @BeforeEach
    void connect() throws Exception {
        socket = new SocketDouble();
        slack.answer("apps.connections.open", "{\"ok\":true,\"url\":\"" + socket.url() + "\"}");
        doors = doors();
        awaitOpen();
    }

    @AfterEach
    void close() throws Exception {
        doors.close();
        socket.close();
        slack.close();
    }

    @Test
    void a_command_is_answered_in_the_acknowledgement_of_its_envelope() {
        doors.intake.reply = () -> new Reply.Private(Message.of("All is well"));

        send(Samples.read("jsdk-socket-slash_commands.json").replace("/hi-socket-mode", "/ops"));

        assertThat(acknowledgement())
                .contains("\"envelope_id\":\"xxx-11-222-yyy-zzz\"", "\"text\":\"All is well\"", "ephemeral");
        assertThat(doors.intake.requests)
                .containsExactly(new Request("command:111.222.xxx", "U111", "C111", "random", ""));
    }

    @Test
    void a_click_and_a_mention_are_acknowledged_with_nothing() {
        send(Samples.read("jsdk-socket-interactive.json"));
        assertThat(acknowledgement()).contains("xxx-11-222-yyy-zzz").doesNotContain("payload\":{\"");
        assertThat(doors.intake.clicks).singleElement().satisfies(click -> assertThat(click.delivery())
                .isEqualTo("click:111.222.xxx:b/a"));

        socket.received.clear();
        send(Samples.read("jsdk-socket-events_api.json"));
        assertThat(acknowledgement()).contains("xxx-11-222-yyy-zzz");
        assertThat(doors.intake.requests).singleElement().satisfies(request -> assertThat(request.delivery())
                .isEqualTo("event:Ev01ERKCFKK9"));
    }

    @Test
    void the_same_click_has_the_same_key_through_the_socket_and_over_http() throws Exception {
        String envelope = Samples.read("jsdk-socket-interactive.json");
        String payload = envelope.substring(envelope.indexOf("{\n  \"type\""), envelope.lastIndexOf(",\n \"type\""));

        send(envelope);
        acknowledgement();
        doors.interact(payload);

        assertThat(doors.intake.clicks).hasSize(2);
        assertThat(doors.intake.clicks.stream().distinct()).hasSize(1);
    }

    @Test
    void what_cannot_be_read_or_handled_is_left_unacknowledged() {
        send("{\"type\":\"interactive\",\"envelope_id\":\"e1\",\"payload\":{\"type\":\"block_actions\"}}");
        send("{\"type\":\"interactive\",\"envelope_id\":\"e2\",\"payload\":{\"type\":\"surprise\"}}");
        send("{\"type\":\"interactive\",\"envelope_id\":\"e3\"}");
        send("{\"type\":\"events_api\",\"envelope_id\":\"e4\",\"payload\":{\"type\":\"event_callback\"}}");
        send("not json");
        send(Samples.read("jsdk-socket-interactive.json"));

        assertThat(acknowledgement()).contains("xxx-11-222-yyy-zzz");
    }

    @Test
    void a_lost_socket_is_opened_again() {
        var first = socket.open.getFirst();

        first.close();

        await().atMost(Duration.ofSeconds(60)).until(() -> socket.open.size() == 1 && socket.open.getFirst() != first);
    }

    @Test
    void when_slack_announces_its_end_a_new_socket_takes_over() {
        var first = socket.open.getFirst();

        send("{\"type\":\"disconnect\",\"reason\":\"refresh_requested\"}");

        await().atMost(Duration.ofSeconds(60)).until(() -> socket.open.size() == 1 && socket.open.getFirst() != first);
        send(Samples.read("jsdk-socket-interactive.json"));
        assertThat(acknowledgement()).contains("xxx-11-222-yyy-zzz");
    }

    @Test
    void a_slack_that_refuses_for_a_while_is_asked_until_it_does_not() {
        var refusals = new AtomicInteger();
        slack.answer(
                "apps.connections.open",
                any -> refusals.incrementAndGet() <= 2
                        ? new SlackDouble.Answer(200, "{\"ok\":false,\"error\":\"internal_error\"}", Map.of())
                        : new SlackDouble.Answer(200, "{\"ok\":true,\"url\":\"" + socket.url() + "\"}", Map.of()));

        socket.open.getFirst().close();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(doors.bean(SocketMode.class).problem()).contains("internal_error"));

        await().atMost(Duration.ofSeconds(60)).until(() -> socket.open.size() == 1);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> doors.bean(SocketMode.class).problem() == null);
    }

    @Test
    void what_has_come_is_answered_before_the_service_ends() throws Exception {
        doors.intake.reply = () -> {
            org.awaitility.Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            return new Reply.Silent();
        };
        send(Samples.read("jsdk-socket-interactive.json"));
        await().until(() -> doors.intake.clicks.size() == 1);

        doors.close();

        assertThat(acknowledgement()).contains("xxx-11-222-yyy-zzz");
        await().until(() -> socket.open.isEmpty());
    }

    @Test
    void health_shows_the_socket() throws Exception {
        assertThat(doors.get("/health").body()).contains("\"socket\":\"open\"");
    }

    private SlackDoors doors() {
        Map<String, Object> app = Map.of("opsdeck.slack.app-token", "xapp-test");
        return new SlackDoors(slack.apiUrl(), TestDatabase.create().jdbi(), app);
    }

    private void awaitOpen() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> doors.bean(SocketMode.class).problem() == null);
    }

    private void send(String envelope) {
        socket.open.getFirst().send(envelope);
    }

    /** The one message that came back. */
    private String acknowledgement() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(socket.received).hasSize(1));
        return socket.received.getFirst();
    }
}
