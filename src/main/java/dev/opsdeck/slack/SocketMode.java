package dev.opsdeck.slack;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.request.SocketModeRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import com.slack.api.socket_mode.impl.SocketModeClientJavaWSImpl;
import com.slack.api.socket_mode.queue.impl.ConcurrentLinkedMessageQueue;
import com.slack.api.socket_mode.response.AckResponse;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for what Slack sends over a WebSocket that this side opens. It is kept open for as long as the service runs;
 * a failure to open it is retried with growing pauses and shown in the health.
 *
 * <p>What is not answered with 200 is not acknowledged, so Slack sends it again, perhaps to another replica.
 */
@Singleton
@Requires(property = "opsdeck.slack.app-token", pattern = ".+")
final class SocketMode implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(SocketMode.class);
    /** Readers of the client's queue, each of which takes a message every 10 ms and hands it on. */
    private static final int READERS = 4;

    private static final long CHECK_SECONDS = 5;
    private static final long OPENS_WITHIN_MILLIS = 10_000;
    private static final long LOOK_MILLIS = 50;
    private static final long LONGEST_PAUSE_SECONDS = 60;
    private static final long LAST_WORDS_SECONDS = 5;

    private final SlackSettings settings;
    private final Slack slack;
    private final Door door;
    private final SocketModeRequestParser parser;
    private final Gson gson = new Gson();
    private final Semaphore woken = new Semaphore(0);
    private final ExecutorService handlers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("socket-mode-", 0).factory());
    private volatile boolean closed;
    private volatile @Nullable SocketModeClientJavaWSImpl client;
    private volatile @Nullable String problem = "The socket is not open yet";

    SocketMode(SlackSettings settings, Slack slack, App app, Door door) {
        this.settings = settings;
        this.slack = slack;
        this.door = door;
        this.parser = new SocketModeRequestParser(app.config());
    }

    /** Why the socket is not open; null when it is. */
    @Nullable
    String problem() {
        return problem;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        Thread.ofVirtual().name("socket-mode").start(this::keepOpen);
    }

    /**
     * The client has a supervisor of its own, which for good stops at the first answer from Slack that is an error; so
     * it is left off and this takes its place.
     */
    private void keepOpen() {
        long pause = 1;
        try {
            while (!closed) {
                try {
                    if (!isOpen()) {
                        open();
                        awaitOpen();
                    }
                    problem = null;
                    pause = 1;
                    woken.tryAcquire(CHECK_SECONDS, TimeUnit.SECONDS);
                } catch (IOException | URISyntaxException | RuntimeException e) {
                    problem = "Slack's socket does not open: " + e.getMessage();
                    LOG.warn("Slack's socket does not open, next try in {} s: {}", pause, e.getMessage());
                    woken.tryAcquire(pause, TimeUnit.SECONDS);
                    pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS);
                }
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOpen() {
        var current = client;
        return current != null && current.verifyConnection();
    }

    private void open() throws IOException, URISyntaxException {
        var current = client;
        if (current != null) {
            current.connectToNewEndpoint();
            return;
        }
        String token = String.valueOf(settings.appToken());
        var fresh = new SocketModeClientJavaWSImpl(
                slack,
                token,
                slack.issueSocketModeUrl(token),
                READERS,
                new ConcurrentLinkedMessageQueue(),
                false,
                false,
                TimeUnit.SECONDS.toMillis(CHECK_SECONDS));
        fresh.addWebSocketMessageListener(message -> handlers.execute(() -> receive(fresh, message)));
        fresh.addWebSocketCloseListener((code, reason) -> woken.release());
        client = fresh;
        fresh.connect();
    }

    private void awaitOpen() throws IOException, InterruptedException {
        for (long waited = 0; waited < OPENS_WITHIN_MILLIS && !closed; waited += LOOK_MILLIS) {
            if (isOpen()) {
                LOG.info("Slack's socket is open");
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        throw new IOException("no connection within " + OPENS_WITHIN_MILLIS + " ms");
    }

    private void receive(SocketModeClientJavaWSImpl from, String message) {
        try {
            SocketModeRequest request =
                    UnreadableException.unless("an envelope with odd fields", () -> parser.parse(message));
            if (request != null) {
                answer(from, request);
            }
        } catch (UnreadableException e) {
            LOG.warn("Left an envelope that cannot be read: {}", e.getMessage());
        } catch (RuntimeException e) {
            // The socket may have closed meanwhile: without the acknowledgement Slack sends it again.
            LOG.warn("An envelope could not be acknowledged", e);
        }
    }

    private void answer(SocketModeClientJavaWSImpl to, SocketModeRequest request) {
        Response response = door.answer(request.getBoltRequest());
        String envelope = request.getEnvelope().getEnvelopeId();
        if (response.getStatusCode() != 200) {
            LOG.warn("Left envelope {} unacknowledged: {}", envelope, response.getStatusCode());
        } else if (response.getBody() == null) {
            to.sendSocketModeResponse(new AckResponse(envelope));
        } else {
            var payload = gson.fromJson(response.getBody(), JsonElement.class);
            to.sendSocketModeResponse(gson.toJson(Map.of("envelope_id", envelope, "payload", payload)));
        }
    }

    /** Answers what came, and closes. What comes from now on is Slack's to send elsewhere. */
    @PreDestroy
    void close() throws IOException, InterruptedException {
        closed = true;
        woken.release();
        var current = client;
        if (current != null) {
            current.getWebSocketMessageListeners().clear();
        }
        handlers.shutdown();
        if (!handlers.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
            handlers.shutdownNow();
        }
        if (current != null) {
            current.close();
        }
    }
}
