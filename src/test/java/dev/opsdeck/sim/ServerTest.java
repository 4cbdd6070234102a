package dev.opsdeck.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.api.Faults;
import dev.opsdeck.sim.workspace.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The simulator over HTTP, on its own server. */
class ServerTest {
    private static SimServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        server = SimServer.start(Specs.socket());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void calmDown() {
        server.sim().faults().clear();
    }

    private HttpResponse<String> form(String method, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.apiUrl() + method))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String error(String method, String token, String body) throws IOException, InterruptedException {
        return Json.parse(form(method, token, body).body()).path("error").asText();
    }

    @Test
    void tokens_are_taken_from_header_and_form() throws IOException, InterruptedException {
        assertThat(error("auth.test", "", "")).isEqualTo("not_authed");
        assertThat(error("auth.test", "xoxb-wrong", "")).isEqualTo("invalid_auth");
        assertThat(error("auth.test", Specs.BOT_TOKEN, "")).isEmpty();
        assertThat(error("auth.test", "", "token=" + Specs.BOT_TOKEN)).isEmpty();
    }

    @Test
    void json_bodies_and_forms_do_the_same() throws IOException, InterruptedException {
        String blocks = "[{\"type\":\"divider\"}]";
        String form = "channel=" + Specs.OPS + "&blocks=" + URLEncoder.encode(blocks, StandardCharsets.UTF_8);
        HttpRequest json = HttpRequest.newBuilder(URI.create(server.apiUrl() + "chat.postMessage"))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Authorization", "Bearer " + Specs.BOT_TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"channel\":\"" + Specs.OPS + "\",\"blocks\":" + blocks + "}"))
                .build();

        String one = form("chat.postMessage", Specs.BOT_TOKEN, form).body();
        String other = http.send(json, HttpResponse.BodyHandlers.ofString()).body();

        assertThat(Json.parse(one).path("message").path("blocks")).hasSize(1);
        assertThat(Json.parse(other).path("message").path("blocks")).hasSize(1);
    }

    @Test
    void a_planned_limit_answers_429_with_retry_after_as_often_as_planned() throws IOException, InterruptedException {
        server.sim().faults().plan("users.list", new Faults.Fault.RateLimited(Duration.ofSeconds(7)), 1);

        HttpResponse<String> limited = form("users.list", Specs.BOT_TOKEN, "");

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        assertThat(Json.parse(limited.body()).path("error").asText()).isEqualTo("ratelimited");
        assertThat(form("users.list", Specs.BOT_TOKEN, "").statusCode()).isEqualTo(200);
    }

    @Test
    void server_errors_cut_connections_and_revoked_tokens_can_be_had() throws IOException, InterruptedException {
        Faults faults = server.sim().faults();
        faults.plan("api.test", new Faults.Fault.ServerError(503), 1);
        assertThat(form("api.test", Specs.BOT_TOKEN, "").statusCode()).isEqualTo(503);

        faults.plan("api.test", new Faults.Fault.Close(), 0);
        assertThat(CompletableFuture.supplyAsync(() -> fails("api.test")).join())
                .isTrue();
        faults.clear();

        faults.revokeToken(true);
        assertThat(error("auth.test", Specs.BOT_TOKEN, "")).isEqualTo("token_revoked");
    }

    private boolean fails(String method) {
        try {
            form(method, Specs.BOT_TOKEN, "");
            return false;
        } catch (IOException e) {
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_call_log_tells_what_was_called_and_answered() throws IOException, InterruptedException {
        server.sim().calls().clear();
        form("chat.postMessage", Specs.BOT_TOKEN, "channel=C0NOWHERE&text=x");

        assertThat(server.sim().calls().of("chat.postMessage"))
                .hasSize(1)
                .first()
                .satisfies(call -> {
                    assertThat(call.error()).isEqualTo("channel_not_found");
                    assertThat(call.args().path("text").asText()).isEqualTo("x");
                });
    }

    @Test
    void a_file_is_uploaded_in_three_steps_and_downloaded() throws IOException, InterruptedException {
        byte[] bytes = "one\ntwo\n".getBytes(StandardCharsets.UTF_8);
        ObjectNode upload = Sim.json(form("files.getUploadURLExternal", Specs.BOT_TOKEN, "filename=out.log&length=8")
                .body());
        HttpRequest post = HttpRequest.newBuilder(
                        URI.create(upload.path("upload_url").asText()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        String files = "[{\"id\":\"" + upload.path("file_id").asText() + "\",\"title\":\"Output\"}]";
        String complete = "channel_id=" + Specs.OPS + "&initial_comment=done&files="
                + URLEncoder.encode(files, StandardCharsets.UTF_8);

        ObjectNode done = Sim.json(
                form("files.completeUploadExternal", Specs.BOT_TOKEN, complete).body());

        String url = done.path("files").path(0).path("url_private_download").asText();
        HttpRequest get = HttpRequest.newBuilder(URI.create(url)).build();
        assertThat(http.send(get, HttpResponse.BodyHandlers.ofByteArray()).body())
                .isEqualTo(bytes);
        assertThat(server.sim().messages(Specs.OPS)).anySatisfy(message -> {
            assertThat(message.text()).isEqualTo("done");
            assertThat(message.body().path("files").path(0).path("title").asText())
                    .isEqualTo("Output");
        });
    }

    @Test
    void a_response_url_answers_404_once_it_is_used_up() throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(URI.create(server.url() + "/sim/hooks/commands/NOTTHERE"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"x\"}"))
                .build();

        assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_page_and_its_parts_are_served_and_nothing_else() throws IOException, InterruptedException {
        assertThat(get("/sim").statusCode()).isEqualTo(200);
        assertThat(get("/sim/assets/js/render/blocks.js").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
        assertThat(get("/sim/assets/..%2Fapplication.yml").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(get("/sim/assets/index.html").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void each_envelope_goes_to_one_of_several_sockets_and_is_acknowledged_with_a_payload() throws Exception {
        Client first = connect();
        Client second = connect();
        assertThat(first.frames.getFirst().path("type").asText()).isEqualTo("hello");
        assertThat(second.frames.getFirst().path("num_connections").asInt()).isEqualTo(2);

        Actor olga = server.sim().as(Specs.OLGA);
        olga.command("airline-ops", "/ops one");
        olga.command("airline-ops", "/ops two");

        assertThat(first.commands()).hasSize(1);
        assertThat(second.commands()).hasSize(1);
        assertThat(first.commands().getFirst().path("accepts_response_payload").asBoolean())
                .isTrue();
        assertThat(olga.ephemerals("airline-ops")).extracting(m -> m.text()).contains("got one", "got two");

        server.sim().sockets().refresh();
        await().until(() -> first.frames.getLast().path("type").asText().equals("disconnect"));
        assertThat(first.frames.getLast().path("reason").asText()).isEqualTo("refresh_requested");
        assertThat(server.sim().sockets().count()).isZero();
    }

    private Client connect() throws Exception {
        String url = Json.parse(
                        form("apps.connections.open", Specs.APP_TOKEN, "").body())
                .path("url")
                .asText();
        Client client = new Client();
        http.newWebSocketBuilder().buildAsync(URI.create(url), client).join();
        await().until(() -> !client.frames.isEmpty());
        return client;
    }

    /** A Socket Mode client that answers commands with their own text. */
    private static final class Client implements WebSocket.Listener {
        final List<ObjectNode> frames = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final java.util.concurrent.Executor replies =
                Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

        List<ObjectNode> commands() {
            return frames.stream()
                    .filter(frame -> frame.path("type").asText().equals("slash_commands"))
                    .toList();
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    ObjectNode frame = Sim.json(text.toString());
                    frames.add(frame);
                    replies.execute(() -> acknowledge(socket, frame));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private static void acknowledge(WebSocket socket, ObjectNode frame) {
            if (frame.has("envelope_id")) {
                ObjectNode ack = Json.object()
                        .put("envelope_id", frame.path("envelope_id").asText());
                ack.set(
                        "payload",
                        Json.object()
                                .put(
                                        "text",
                                        "got "
                                                + frame.path("payload")
                                                        .path("text")
                                                        .asText()));
                socket.sendText(Json.write(ack), true).join();
            }
        }
    }
}
