package dev.opsdeck.target.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.opsdeck.catalog.Monitoring;
import dev.opsdeck.catalog.PublicUrl;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.target.net.HttpGet;
import dev.opsdeck.target.net.NetworkFault;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The HTTP interfaces of Prometheus and Alertmanager, as far as they read. */
@Singleton
final class MonitoringApi {
    /** Enough for a hundred series of three thousand points. */
    private static final int ANSWER = 8 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpGet http;

    MonitoringApi(HttpGet http) {
        this.http = http;
    }

    /**
     * What was asked and came back.
     *
     * @param json missing when the answer was no JSON
     */
    record Answer(int status, JsonNode json) {}

    /**
     * Asks.
     *
     * @param who for the error's sentence: Prometheus or Alertmanager
     * @throws ProbeException when nobody answers
     */
    Answer get(
            String who,
            String base,
            String path,
            Map<String, String> parameters,
            Monitoring monitoring,
            Duration patience) {
        URI uri = URI.create(base.replaceFirst("/+$", "") + path + query(parameters));
        String at = who + " at " + PublicUrl.of(base);
        try {
            HttpGet.Answer answer = http.ask(new HttpGet.Question(uri, headers(monitoring), ANSWER, true), patience);
            if (!answer.whole()) {
                throw new ProbeException("The answer of " + at + " is larger than " + (ANSWER >> 20)
                        + " MB. Ask for fewer series or a shorter time.");
            }
            return new Answer(answer.status(), json(answer));
        } catch (IOException e) {
            throw new ProbeException("Could not ask " + at + ": " + NetworkFault.words(e, patience), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeException("Stopped asking " + at + ".", e);
        }
    }

    /** The error for an answer that is none. */
    static ProbeException refused(String who, String base, Answer answer, @Nullable String why) {
        String reason =
                switch (answer.status()) {
                    case 401, 403 -> "it refuses opsdeck (HTTP " + answer.status() + "). Check monitoring: token.";
                    default ->
                        why == null
                                ? "HTTP " + answer.status() + " is not what " + who + " answers. Check the URL."
                                : why;
                };
        return new ProbeException(who + " at " + PublicUrl.of(base) + " did not answer: " + reason);
    }

    private static Map<String, String> headers(Monitoring monitoring) {
        return monitoring.token() == null
                ? Map.of()
                : Map.of("Authorization", "Bearer " + monitoring.token().value());
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .sorted()
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static JsonNode json(HttpGet.Answer answer) {
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
