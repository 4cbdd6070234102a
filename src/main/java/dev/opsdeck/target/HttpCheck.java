package dev.opsdeck.target;

import dev.opsdeck.catalog.Health;
import dev.opsdeck.target.net.HttpGet;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;

/** Asks services for their own health. Redirects are an answer, not followed: they would prove another service well. */
@Singleton
public final class HttpCheck {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final HttpGet http;

    public HttpCheck(HttpGet http) {
        this.http = http;
    }

    /**
     * What one question brought.
     *
     * @param text a few words without secrets: {@code HTTP 503}
     */
    public record Answer(boolean well, String text) {}

    /** Ends within five seconds. */
    public Answer ask(Health health) {
        return ask(health, ANSWER);
    }

    Answer ask(Health health, Duration limit) {
        try {
            // The status is all that counts; a body may be endless.
            var question = new HttpGet.Question(URI.create(health.http()), Map.of(), 0, false);
            int status = http.ask(question, limit).status();
            return new Answer(status == health.expect(), "HTTP " + status);
        } catch (HttpTimeoutException e) {
            return new Answer(false, "no HTTP answer");
        } catch (ConnectException e) {
            return new Answer(false, "HTTP connection refused");
        } catch (IOException e) {
            return new Answer(false, "HTTP connection broken");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(false, "HTTP check interrupted");
        }
    }
}
