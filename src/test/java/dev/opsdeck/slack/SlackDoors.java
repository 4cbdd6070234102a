package dev.opsdeck.slack;

import dev.opsdeck.flow.Intake;
import dev.opsdeck.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** The doors on a real server with a real database, and a recorder behind them. */
final class SlackDoors implements AutoCloseable {
    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";

    final RecordingIntake intake = new RecordingIntake();
    final HandClock clock = new HandClock();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ApplicationContext context;
    private final EmbeddedServer server;

    SlackDoors(String apiUrl) {
        this(apiUrl, TestDatabase.create().jdbi(), Map.of());
    }

    SlackDoors(String apiUrl, Jdbi jdbi, Map<String, Object> more) {
        var properties = new HashMap<String, Object>(Map.of(
                "micronaut.server.port",
                -1,
                "micronaut.executors.blocking.virtual",
                true,
                "endpoints.health.details-visible",
                "ANONYMOUS",
                "opsdeck.slack.signing-secret",
                SECRET,
                "opsdeck.slack.bot-token",
                "xoxb-test",
                "opsdeck.slack.api-url",
                apiUrl));
        properties.putAll(more);
        context = new DoorsOnly(properties);
        context.registerSingleton(Intake.class, intake);
        context.registerSingleton(Clock.class, clock);
        context.registerSingleton(Jdbi.class, jdbi);
        context.start();
        server = context.getBean(EmbeddedServer.class).start();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    URI url(String path) {
        return server.getURI().resolve(path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends as Slack does. */
    HttpResponse<String> send(String contentType, String body) throws IOException, InterruptedException {
        return send(contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Sends the interactive payload as Slack does. */
    HttpResponse<String> interact(String payload) throws IOException, InterruptedException {
        return send(FORM, "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(String contentType, byte[] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        return send(contentType, body, timestamp, RequestSignature.sign(SECRET, timestamp, body), headers);
    }

    HttpResponse<String> send(
            String contentType, byte[] body, String timestamp, String signature, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url("/slack/events"))
                .header("Content-Type", contentType)
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }

    /** A context without the rest of the application, which these tests do without. */
    private static final class DoorsOnly extends DefaultApplicationContext {
        private static final int FIRST = 1000;

        DoorsOnly(Map<String, Object> properties) {
            super((ApplicationContextConfiguration)
                    ApplicationContext.builder().deduceEnvironment(false).banner(false));
            getEnvironment().addPropertySource(PropertySource.of(PropertySource.CONTEXT, properties, FIRST));
        }

        @Override
        @SuppressWarnings("rawtypes")
        protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
            return super.resolveBeanDefinitionReferences().stream()
                    .filter(bean -> isNeeded(bean.getBeanDefinitionName()))
                    .toList();
        }

        private static boolean isNeeded(String bean) {
            return !bean.startsWith("dev.opsdeck.")
                    || (bean.startsWith("dev.opsdeck.slack.") && !bean.matches(".*\\.\\$?(Sender|RateLimit).*"));
        }
    }
}
