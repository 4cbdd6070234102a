package dev.opsdeck.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.delivery.SimSettings;
import dev.opsdeck.sim.workspace.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** Runs the page with a small bot and some content, to look at: {@code Playground [port]}. */
final class Playground {
    private Playground() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = args.length == 0 ? 8099 : Integer.parseInt(args[0]);
        StandInBot bot = new StandInBot();
        SimServer server = SimServer.start(Specs.http(bot.url()), SimSettings.likeSlack(), Clock.systemUTC(), port);
        SlackSim sim = server.sim();
        sim.limits().enforce(false);
        bot.answers(request -> reply(sim, request));
        fill(sim);
        System.out.println("Look at " + server.url() + "/sim?user=" + Specs.OLGA);
        Thread.currentThread().join();
    }

    private static StandInBot.Reply reply(SlackSim sim, StandInBot.Received request) {
        try {
            return switch (request.type()) {
                case "block_actions", "shortcut", "message_action" -> {
                    ObjectNode view = (ObjectNode) sample("modal");
                    sim.call(
                            "views.open",
                            Map.of(
                                    "trigger_id",
                                    request.payload().path("trigger_id").asText(),
                                    "view",
                                    view));
                    yield StandInBot.Reply.EMPTY;
                }
                case "view_submission" ->
                    new StandInBot.Reply(
                            200,
                            "{\"response_action\":\"errors\",\"errors\":{\"why\":\"Say a little more, so that others understand.\"}}");
                case "block_suggestion" -> new StandInBot.Reply(200, Json.write(sample("suggestion")));
                case "app_home_opened" -> {
                    sim.call(
                            "views.publish",
                            Map.of(
                                    "user_id",
                                    request.payload().path("event").path("user").asText(),
                                    "view",
                                    sample("home")));
                    yield StandInBot.Reply.EMPTY;
                }
                case "" -> new StandInBot.Reply(200, Json.write(sample("ephemeral")));
                default -> StandInBot.Reply.EMPTY;
            };
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fill(SlackSim sim) throws IOException, InterruptedException {
        Actor olga = sim.as(Specs.OLGA);
        Actor leo = sim.as(Specs.LEO);
        olga.post("airline-ops", "Flight data looks stale since 09:40, anyone else? See #airline-ops topic & graphs");
        var first = leo.post(
                "airline-ops",
                "Yes :eyes: the *backend* keeps timing out:\n```GET /v1/flights 504 (30.0s)\nGET /v1/flights 504 (30.0s)```\n> maybe the pool is exhausted\n@olga can you restart it?");
        olga.reply("airline-ops", first.ts(), "On it :+1:");
        olga.react("airline-ops", first.ts(), "+1");
        sim.as(Specs.VERA).react("airline-ops", first.ts(), "+1");
        leo.react("airline-ops", first.ts(), "rocket");
        for (String card : new String[] {"approval", "run", "elements"}) {
            ObjectNode message = (ObjectNode) sample(card);
            message.put("channel", Specs.OPS);
            ObjectNode posted = sim.call(
                    "chat.postMessage",
                    Json.tree(message).properties().stream()
                            .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
            System.out.println(card + " " + posted.path("ok") + " " + posted.path("errors"));
            if (card.equals("run")) {
                sim.call(
                        "pins.add",
                        Map.of(
                                "channel",
                                Specs.OPS,
                                "timestamp",
                                posted.path("ts").asText()));
                ObjectNode update =
                        message.deepCopy().put("ts", posted.path("ts").asText());
                sim.call(
                        "chat.update",
                        Map.of(
                                "channel",
                                Specs.OPS,
                                "ts",
                                posted.path("ts").asText(),
                                "text",
                                "run",
                                "blocks",
                                update.path("blocks")));
                sim.call(
                        "chat.postMessage",
                        Map.of(
                                "channel",
                                Specs.OPS,
                                "thread_ts",
                                posted.path("ts").asText(),
                                "text",
                                "Output of step 2 is attached below."));
            }
        }
        sim.call(
                "bookmarks.add",
                Map.of(
                        "channel_id",
                        Specs.OPS,
                        "title",
                        "Runbook",
                        "type",
                        "link",
                        "link",
                        "https://example.com/runbook",
                        "emoji",
                        ":book:"));
        file(sim, "backend.log", sample("log").asText());
        olga.command("airline-ops", "/ops status");
    }

    private static void file(SlackSim sim, String name, String text) throws InterruptedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ObjectNode upload = sim.call("files.getUploadURLExternal", Map.of("filename", name, "length", bytes.length));
        String id = upload.path("file_id").asText();
        sim.workspace().files.receive(id, bytes);
        sim.call(
                "files.completeUploadExternal",
                Map.of(
                        "files",
                        "[{\"id\":\"" + id + "\",\"title\":\"backend.log\"}]",
                        "channel_id",
                        Specs.OPS,
                        "initial_comment",
                        "Last lines of *backend*:"));
    }

    private static JsonNode sample(String name) throws IOException {
        try (var in = Playground.class.getResourceAsStream("/sim-samples.json")) {
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .path(name);
        }
    }
}
