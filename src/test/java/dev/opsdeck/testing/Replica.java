package dev.opsdeck.testing;

import dev.opsdeck.sim.SimServer;
import dev.opsdeck.sim.workspace.SimWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The service in a process of its own, as operators run it, so that it can be killed. */
public final class Replica implements AutoCloseable {
    /** With it the workspace signs. */
    public static final String SIGNING_SECRET = "test-signing-secret";

    public static final String BOT_TOKEN = "xoxb-test-bot-token";
    public static final String BOT_USER = "U0BOT";

    /** The one channel of the workspace. */
    public static final String CHANNEL = "shop-ops";

    private final Process process;
    private final int port;
    private final Path log;

    private Replica(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** What all processes of one service are started with. */
    public static Map<String, String> environment(Path catalog, Path home, TestDatabase database, SimServer slack) {
        return Map.of(
                "OPSDECK_CATALOG", catalog.toString(),
                "OPSDECK_HOME", home.toString(),
                "DATABASE_URL", database.jdbcUrl(),
                "DATABASE_USER", "postgres",
                "SLACK_SIGNING_SECRET", SIGNING_SECRET,
                "SLACK_BOT_TOKEN", BOT_TOKEN,
                "SLACK_API_URL", slack.apiUrl());
    }

    /**
     * A workspace of one channel, whose requests go to one of the processes.
     *
     * @param bot where that process listens
     * @param operator who is in the channel, beside the bot
     * @param others who are not
     */
    public static SimWorkspace workspace(URI bot, SimWorkspace.Person operator, SimWorkspace.Person... others) {
        var app = new SimWorkspace.App(
                "A0TEST",
                "opsdeck",
                "B0TEST",
                BOT_USER,
                new SimWorkspace.Credentials(SIGNING_SECRET, BOT_TOKEN, "xapp-test"),
                bot,
                false,
                List.of(new SimWorkspace.Command("/ops", "", "", true)),
                List.of(),
                SimWorkspace.ALL_EVENTS);
        return new SimWorkspace(
                new SimWorkspace.Team("T0TEST", "test", "test"),
                app,
                Stream.concat(Stream.of(operator), Stream.of(others)).toList(),
                List.of(),
                List.of(new SimWorkspace.Room("C0SHOPOPS", CHANNEL, "", false, List.of(operator.id(), BOT_USER))));
    }

    /** Starts it without waiting. */
    public static Replica start(int port, Map<String, String> environment, Path log) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                // The tests' own configuration would say less than the service's.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                classPath,
                "dev.opsdeck.Opsdeck",
                "serve"));
        builder.environment().putAll(environment);
        builder.environment().put("PORT", Integer.toString(port));
        try {
            return new Replica(
                    builder.redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    port,
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it takes requests. */
    public Replica awaitReady() {
        Awaitility.await("the replica on port " + port + ", whose log is " + log)
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> {
                    var connection = (HttpURLConnection)
                            url().resolve("/health/readiness").toURL().openConnection();
                    return connection.getResponseCode() == 200;
                });
        return this;
    }

    public boolean runs() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    public Path log() {
        return log;
    }

    /** As {@code kill -9}: nothing of it gets to do anything any more. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill}; returns the exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("It did not end within a minute; its log is " + log);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
