package dev.opsdeck.systems;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Somebody who uses the pages. */
record Web(String url) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    int status(String path) {
        return from("192.0.2.1", path);
    }

    /** The status that somebody gets from that address, which the web server is told by a header. */
    int from(String address, String path) {
        return ask(address, path).statusCode();
    }

    String get(String path) {
        return ask("192.0.2.2", path).body();
    }

    /** The statuses of as many requests in a row. */
    List<Integer> burst(String address, String path, int count) {
        return IntStream.range(0, count).mapToObj(_ -> from(address, path)).toList();
    }

    private HttpResponse<String> ask(String address, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("X-Forwarded-For", address)
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
