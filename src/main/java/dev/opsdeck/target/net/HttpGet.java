package dev.opsdeck.target.net;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks URLs with GET; it knows no other method. */
@Singleton
public final class HttpGet implements AutoCloseable {
    private static final int REDIRECTS = 5;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .build();

    /**
     * What is asked.
     *
     * @param uri user and password in it are sent as basic authentication
     * @param limit how many bytes of the body are read
     * @param follow whether redirects are followed: only on the same host, and never from HTTPS to HTTP; any other
     *     redirect is the answer, because it would prove another server well
     */
    public record Question(URI uri, Map<String, String> headers, int limit, boolean follow) {}

    /**
     * What came back.
     *
     * @param body as much of it as was asked for
     * @param whole whether that is all of it
     */
    public record Answer(int status, byte[] body, boolean whole) {
        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * Asks and reads the body.
     *
     * @param patience for all of it, redirects included
     * @throws IOException when nobody answers in time; {@link NetworkFault} puts it into words
     */
    public Answer ask(Question question, Duration patience) throws IOException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        Question next = question;
        for (int hop = 0; ; hop++) {
            HttpResponse<FirstBytes.Body> response = send(next, until);
            Optional<URI> elsewhere =
                    question.follow() && hop < REDIRECTS ? redirect(next.uri(), response) : Optional.empty();
            if (elsewhere.isEmpty()) {
                return new Answer(
                        response.statusCode(),
                        response.body().bytes(),
                        response.body().whole());
            }
            next = new Question(elsewhere.get(), question.headers(), question.limit(), true);
        }
    }

    private HttpResponse<FirstBytes.Body> send(Question question, long until) throws IOException, InterruptedException {
        // A request's own time-out ends with the head of the answer; a body may take for ever.
        CompletableFuture<HttpResponse<FirstBytes.Body>> sent =
                client.sendAsync(request(question), _ -> new FirstBytes(question.limit()));
        try {
            return sent.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            sent.cancel(true);
        }
    }

    private static Optional<URI> redirect(URI from, HttpResponse<?> response) {
        boolean redirects =
                switch (response.statusCode()) {
                    case 301, 302, 303, 307, 308 -> true;
                    default -> false;
                };
        return redirects
                ? response.headers().firstValue("Location").flatMap(to -> sameHost(from, to))
                : Optional.empty();
    }

    private static Optional<URI> sameHost(URI from, String location) {
        try {
            URI to = from.resolve(location);
            boolean same = from.getHost().equalsIgnoreCase(to.getHost());
            boolean secure = to.getScheme().equals("https") || from.getScheme().equals(to.getScheme());
            return same && secure ? Optional.of(withUser(to, from.getRawUserInfo())) : Optional.empty();
        } catch (IllegalArgumentException notAUri) {
            return Optional.empty();
        }
    }

    private static URI withUser(URI uri, @Nullable String user) {
        return user == null || uri.getRawUserInfo() != null
                ? uri
                : URI.create(uri.toString()
                        .replace("//" + uri.getRawAuthority(), "//" + user + "@" + uri.getRawAuthority()));
    }

    private static HttpRequest request(Question question) {
        URI uri = question.uri();
        var request = HttpRequest.newBuilder(withoutUser(uri))
                .header("User-Agent", "opsdeck")
                .GET();
        question.headers().forEach(request::header);
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

    @Override
    @PreDestroy
    public void close() {
        client.shutdownNow();
    }
}
