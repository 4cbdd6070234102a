package dev.opsdeck.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real Redis in a process of its own that keeps nothing, and what a test may do to it behind the product's back. */
public final class RedisServer implements AutoCloseable {
    private final Process process;
    private final int port;
    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    private RedisServer(Process process, int port, String password) {
        this.process = process;
        this.port = port;
        RedisURI uri = RedisURI.create("127.0.0.1", port);
        if (!password.isEmpty()) {
            uri.setCredentialsProvider(io.lettuce.core.RedisCredentialsProvider.from(
                    () -> io.lettuce.core.RedisCredentials.just(null, password)));
        }
        this.client = RedisClient.create(uri);
        this.connection = Awaitility.await("redis-server")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(client::connect, _ -> true);
    }

    /** Why there is none, empty when there is. */
    static Optional<String> problem() {
        try {
            var version = new ProcessBuilder("redis-server", "--version").start();
            return version.waitFor(10, TimeUnit.SECONDS) && version.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of("it does not say its version");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** Starts one on a free port; the settings are arguments of redis-server. */
    public static RedisServer start(String... settings) {
        return start("", settings);
    }

    public static RedisServer startWithPassword(String password, String... settings) {
        return start(password, settings);
    }

    private static RedisServer start(String password, String... settings) {
        int port = FreePort.any();
        List<String> command = new ArrayList<>(List.of(
                "redis-server", "--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--dir", "/tmp"));
        if (!password.isEmpty()) {
            command.addAll(List.of("--requirepass", password));
        }
        command.addAll(Arrays.asList(settings));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new RedisServer(process, port, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Without a password. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Everything that Redis can do. */
    public RedisCommands<String, String> commands() {
        return connection.sync();
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        process.destroyForcibly();
    }
}
