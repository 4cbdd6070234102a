package dev.opsdeck.target.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Monitoring;
import dev.opsdeck.catalog.PublicUrl;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.target.net.NetworkFault;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Silences alerts in the Alertmanager of a system, by version 2 of its interface. */
@Singleton
public final class Silences implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** What a label must be for an alert to be silenced: the text, or what the expression matches. */
    public record Matcher(String name, String value, boolean isRegex) {}

    /**
     * Silences the alerts that fit all matchers.
     *
     * @param matchers at least one
     * @param by who is to be named
     * @throws ProbeException when Alertmanager did not take it
     */
    public void add(
            ManagedSystem system,
            List<Matcher> matchers,
            Instant from,
            Instant until,
            String by,
            String comment,
            Duration patience) {
        String base = system.monitoring().alertmanager();
        if (base == null) {
            throw new ProbeException("The catalog names no Alertmanager for " + system.name()
                    + ". Add its URL under monitoring: alertmanager.");
        }
        String at = "Alertmanager at " + PublicUrl.of(base);
        URI uri = URI.create(base.replaceFirst("/+$", "") + "/api/v2/silences");
        try {
            HttpResponse<String> answer = client.send(
                    request(uri, system.monitoring(), body(matchers, from, until, by, comment), patience),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new ProbeException(at + " did not take the silence: HTTP " + answer.statusCode()
                        + (answer.statusCode() == 401 || answer.statusCode() == 403
                                ? ". Check monitoring: token."
                                : ". Check the URL and its log."));
            }
        } catch (IOException e) {
            throw new ProbeException("Could not ask " + at + ": " + NetworkFault.words(e, patience), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeException("Stopped asking " + at + ".", e);
        }
    }

    private static HttpRequest request(URI uri, Monitoring monitoring, String body, Duration patience) {
        var request = HttpRequest.newBuilder(uri)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .header("User-Agent", "opsdeck")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (monitoring.token() != null) {
            request.header("Authorization", "Bearer " + monitoring.token().value());
        }
        return request.build();
    }

    private static String body(List<Matcher> matchers, Instant from, Instant until, String by, String comment) {
        List<Map<String, Object>> written = matchers.stream()
                .map(one -> Map.<String, Object>of(
                        "name", one.name(), "value", one.value(), "isRegex", one.isRegex(), "isEqual", true))
                .toList();
        try {
            return JSON.writeValueAsString(Map.of(
                    "matchers", written,
                    "startsAt", from.toString(),
                    "endsAt", until.toString(),
                    "createdBy", by,
                    "comment", comment));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    @PreDestroy
    public void close() {
        client.shutdownNow();
    }
}
