package dev.opsdeck.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.delivery.SimSettings;
import dev.opsdeck.sim.workspace.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A simulator with a stand-in bot and a clock that a test moves; no HTTP server of its own. */
final class Sim implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMillis(700);

    final MovingClock clock = new MovingClock();
    final StandInBot bot = new StandInBot();
    final SlackSim slack;
    final Actor olga;
    final Actor leo;

    Sim() throws IOException {
        SimSettings settings =
                new SimSettings(PATIENCE, List.of(Duration.ZERO, Duration.ofMillis(30), Duration.ofMillis(60)));
        slack = new SlackSim(Specs.http(bot.url()), settings, clock, () -> URI.create("http://localhost:1"));
        olga = slack.as(Specs.OLGA);
        leo = slack.as(Specs.LEO);
    }

    ObjectNode call(String method, Map<String, ?> args) throws InterruptedException {
        return slack.call(method, args);
    }

    /** Posts a message of the app and answers its time stamp. */
    String posted(String blocks) throws InterruptedException {
        return call("chat.postMessage", Map.of("channel", Specs.OPS, "text", "fallback", "blocks", blocks))
                .path("ts")
                .asText();
    }

    static ObjectNode json(String text) throws IOException {
        return (ObjectNode) Json.parse(text);
    }

    @Override
    public void close() {
        slack.close();
        bot.close();
    }
}
