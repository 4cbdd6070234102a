package dev.opsdeck.testing;

import dev.opsdeck.Variables;
import dev.opsdeck.sim.SlackSim;
import dev.opsdeck.sim.workspace.Message;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The whole service with the simulated workspace, on a real database, in this JVM. */
public final class Deck implements AutoCloseable {
    /** What Alertmanager shows at the door. */
    public static final String ALERTS_TOKEN = "test-alerts-token";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final SlackSim sim;

    private Deck(ApplicationContext context) {
        this.context = context;
        this.server = context.getBean(EmbeddedServer.class);
        this.sim = context.getBean(SlackSim.class);
    }

    /** Starts it and waits until it is ready. */
    public static Deck start(Path catalog, Path home, TestDatabase database, Clock clock) {
        return start(catalog, home, database, clock, System.getenv());
    }

    /**
     * The same.
     *
     * @param variables in the place of the environment: the catalog's settings, and perhaps DOCKER_HOST
     */
    public static Deck start(
            Path catalog, Path home, TestDatabase database, Clock clock, Map<String, String> variables) {
        int port = FreePort.any();
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.server.port", port);
        properties.put("opsdeck.catalog", catalog.toString());
        properties.put("opsdeck.home", home.toString());
        properties.put("opsdeck.database.url", database.jdbcUrl());
        properties.put("opsdeck.database.user", "postgres");
        properties.put("opsdeck.sim.enabled", true);
        properties.put("opsdeck.demo", true);
        properties.put("opsdeck.alerts.token", ALERTS_TOKEN);
        if (variables.containsKey("DOCKER_HOST")) {
            properties.put("opsdeck.docker.host", variables.get("DOCKER_HOST"));
        }
        properties.put("opsdeck.slack.signing-secret", "test-signing-secret");
        properties.put("opsdeck.slack.bot-token", "xoxb-test");
        properties.put("opsdeck.slack.api-url", "http://localhost:" + port + "/sim/api/");
        ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .properties(properties)
                .singletons(clock, new Variables(variables))
                .build();
        context.start();
        var deck = new Deck(context);
        deck.server.start();
        deck.awaitReady();
        return deck;
    }

    private void awaitReady() {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            var connection = (java.net.HttpURLConnection)
                    url().resolve("/health/readiness").toURL().openConnection();
            return connection.getResponseCode() == 200;
        });
    }

    public URI url() {
        return server.getURI();
    }

    public SlackSim slack() {
        return sim;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The newest message of the channel that everybody sees and whose text contains the words. */
    public Message awaitMessage(String channel, String words) {
        return awaitMessage(channel, message -> text(message).contains(words), words);
    }

    private Message awaitMessage(String channel, Predicate<Message> wanted, String what) {
        return Awaitility.await("a message with " + what + " in " + channel)
                .atMost(PATIENCE)
                .until(
                        () -> sim.messages(channel).reversed().stream()
                                .filter(wanted)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /** The newest message that only this person sees and whose text contains the words. */
    public String awaitPrivate(String user, String channel, String words) {
        return Awaitility.await("a private message with " + words + " for " + user)
                .atMost(PATIENCE)
                .until(
                        () -> privates(user, channel).reversed().stream()
                                .filter(text -> text.contains(words))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /** What only this person sees in the channel, oldest first. */
    public List<String> privates(String user, String channel) {
        return sim.as(user).ephemerals(channel).stream().map(Deck::text).toList();
    }

    /** All text of a message, as JSON: good enough to look for words. */
    public static String text(Message message) {
        return message.body().toString();
    }

    @Override
    public void close() {
        context.close();
    }
}
