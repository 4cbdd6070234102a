package dev.opsdeck.slack;

import dev.opsdeck.flow.WarmUpPart;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knocks at the HTTP door with a command that nobody handles. */
@Singleton
final class DoorWarmUp implements WarmUpPart {
    private static final Logger LOG = LoggerFactory.getLogger(DoorWarmUp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int KNOCKS = 3;
    private static final String BODY = "command=%2Fopsdeck-warm-up&text=&team_id=T0&user_id=U0&channel_id=C0"
            + "&channel_name=none&trigger_id=warm-up";

    private final SlackSettings settings;
    private final EmbeddedServer server;
    private final Clock clock;

    DoorWarmUp(SlackSettings settings, EmbeddedServer server, Clock clock) {
        this.settings = settings;
        this.server = server;
        this.clock = clock;
    }

    @Override
    public void run() {
        String secret = settings.signingSecret();
        if (secret == null || settings.appToken() != null) {
            return;
        }
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (int i = 0; i < KNOCKS; i++) {
                client.send(knock(secret), HttpResponse.BodyHandlers.discarding());
            }
        } catch (IOException e) {
            LOG.warn("The warm-up could not reach this service itself: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest knock(String secret) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + "/slack/events"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", timestamp)
                .header(
                        "X-Slack-Signature",
                        RequestSignature.sign(secret, timestamp, BODY.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
    }
}
