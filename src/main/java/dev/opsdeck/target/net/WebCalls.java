package dev.opsdeck.target.net;

import dev.opsdeck.catalog.WebCall;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Makes the calls of the catalog that make a service do something. Redirects are an answer, not followed. */
@Singleton
public final class WebCalls implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * What came of a call.
     *
     * @param status 0 when nobody answered
     * @param millis how long it took
     * @param fault why nobody answered; empty when somebody did
     */
    public record Answer(int status, long millis, String fault) {
        /** Whether the service says that it did it. */
        public boolean well() {
            return status >= 200 && status < 300;
        }

        /** Whether nothing can have come of it: nobody was there. */
        public boolean refused() {
            return fault.equals("refused");
        }

        /** A few words without secrets. */
        public String words() {
            return status == 0 ? "no answer (" + fault + ")" : "HTTP " + status + " in " + millis + " ms";
        }
    }

    /** Calls once; never fails. */
    public Answer call(WebCall call, Duration patience) {
        long began = System.nanoTime();
        try {
            int status = client.send(request(call, patience), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return new Answer(status, (System.nanoTime() - began) / 1_000_000, "");
        } catch (java.net.ConnectException e) {
            return new Answer(0, 0, "refused");
        } catch (java.net.http.HttpTimeoutException e) {
            return new Answer(0, 0, "not within " + patience.toSeconds() + " s");
        } catch (IOException e) {
            return new Answer(0, 0, "connection broken");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, 0, "interrupted");
        }
    }

    private static HttpRequest request(WebCall call, Duration patience) {
        var request = HttpRequest.newBuilder(URI.create(call.url()))
                .timeout(patience)
                .header("User-Agent", "opsdeck")
                .method(call.method().name(), HttpRequest.BodyPublishers.noBody());
        if (call.token() != null) {
            request.header("Authorization", "Bearer " + call.token().value());
        }
        return request.build();
    }

    @Override
    @PreDestroy
    public void close() {
        client.shutdownNow();
    }
}
