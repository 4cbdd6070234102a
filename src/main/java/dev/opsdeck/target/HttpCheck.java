package dev.opsdeck.target;

import dev.opsdeck.catalog.Health;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Asks services for their own health. Redirects are an answer, not followed: they would prove another service well. */
@Singleton
final class HttpCheck {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /**
     * What one question brought.
     *
     * @param text a few words without secrets: {@code HTTP 503}
     */
    record Answer(boolean well, String text) {}

    /** Ends within five seconds. */
    Answer ask(Health health) {
        try {
            HttpResponse<InputStream> response = client.send(request(health), BodyHandlers.ofInputStream());
            // The status is all that counts; a body may be endless.
            response.body().close();
            return new Answer(response.statusCode() == health.expect(), "HTTP " + response.statusCode());
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

    private static HttpRequest request(Health health) {
        URI uri = URI.create(health.http());
        var request = HttpRequest.newBuilder(withoutUser(uri))
                .timeout(ANSWER)
                .header("User-Agent", "opsdeck")
                .GET();
        if (uri.getUserInfo() != null) {
            byte[] user = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
        }
        return request.build();
    }

    private static URI withoutUser(URI uri) {
        String user = uri.getRawUserInfo();
        return user == null ? uri : URI.create(uri.toString().replace("//" + user + "@", "//"));
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }
}
