package dev.opsdeck.sim.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Signed requests to {@code /slack/events}. */
final class HttpTransport implements Transport {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Supplier<String> bot;
    private final Signer signer;
    private final Clock clock;
    private final Duration patience;

    HttpTransport(Supplier<String> bot, Signer signer, Clock clock, Duration patience) {
        this.bot = bot;
        this.signer = signer;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Ack send(Outbound request, String deliveryId) throws InterruptedException {
        byte[] body = request.body();
        String timestamp = Long.toString(clock.millis() / 1000);
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(bot.get() + "/slack/events"))
                .timeout(patience)
                .header("Content-Type", request.contentType())
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signer.sign(timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        String reason = request.retryReason();
        if (reason != null) {
            http.header("X-Slack-Retry-Num", Integer.toString(request.retry())).header("X-Slack-Retry-Reason", reason);
        }
        try {
            HttpResponse<String> response = client.send(http.build(), HttpResponse.BodyHandlers.ofString());
            return new Ack.Answered(response.statusCode(), response.body());
        } catch (HttpTimeoutException e) {
            return new Ack.TimedOut();
        } catch (IOException e) {
            return new Ack.Unreachable(String.valueOf(e.getMessage()));
        }
    }
}
