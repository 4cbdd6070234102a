package dev.opsdeck.oncall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.opsdeck.catalog.Secret;
import dev.opsdeck.catalog.Webhook;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Posts pages to webhooks. */
@Singleton
public final class PagerService {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** It did not take the page; the message says why, without the address. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        public RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Tells it. The same page has the same key each time, so that a service that was told twice pages once.
     *
     * @throws RefusedException when it did not take it
     */
    public void tell(Webhook webhook, Page page, Hook.Event event) throws RefusedException {
        URI uri = URI.create(webhook.url().value());
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "opsdeck")
                .POST(HttpRequest.BodyPublishers.ofString(body(webhook, page, event)))
                .build();
        try {
            HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() / 100 != 2) {
                throw new RefusedException(uri.getHost() + " answered HTTP " + response.statusCode() + ".");
            }
        } catch (HttpTimeoutException e) {
            throw new RefusedException(uri.getHost() + " did not answer within " + PATIENCE.toSeconds() + " s.");
        } catch (IOException e) {
            throw new RefusedException(uri.getHost() + " cannot be reached.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("opsdeck was stopped before " + uri.getHost() + " had answered.");
        }
    }

    private static String body(Webhook webhook, Page page, Hook.Event event) {
        Map<String, Object> body =
                switch (webhook.format()) {
                    case PLAIN -> plain(page, event);
                    case PAGERDUTY -> pagerDuty(webhook.key(), page, event);
                };
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> plain(Page page, Hook.Event event) {
        var body = new LinkedHashMap<String, Object>();
        body.put("event", word(event));
        body.put("page", page.id());
        body.put("key", key(page));
        body.put("system", page.system());
        body.put("for", page.callee());
        body.put("text", page.text());
        body.put("at", page.createdAt().toString());
        body.put("acknowledged-by", Objects.requireNonNullElse(page.answeredBy(), ""));
        return body;
    }

    /** As the Events API, version 2, wants it. */
    private static Map<String, Object> pagerDuty(@Nullable Secret key, Page page, Hook.Event event) {
        var body = new LinkedHashMap<String, Object>();
        body.put("routing_key", key == null ? "" : key.value());
        body.put("event_action", word(event));
        body.put("dedup_key", key(page));
        body.put(
                "payload",
                Map.of(
                        "summary",
                        page.text().substring(0, Math.min(1024, page.text().length())),
                        "source",
                        page.system().isEmpty() ? "opsdeck" : page.system(),
                        "severity",
                        "critical",
                        "timestamp",
                        page.createdAt().toString()));
        return body;
    }

    private static String word(Hook.Event event) {
        return switch (event) {
            case TRIGGER -> "trigger";
            case ACKNOWLEDGE -> "acknowledge";
        };
    }

    private static String key(Page page) {
        return "opsdeck-page-" + page.id();
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }
}
