package dev.opsdeck.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A server of the machine's packages that a test runs as a process of its own, in a folder of its own. */
final class ServerProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(90);

    private final Path folder;
    private final Process process;
    private final Thread atExit;

    private ServerProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.atExit = new Thread(process::destroyForcibly, "end " + folder.getFileName());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** An empty folder, which {@link #close} deletes. */
    static Path folder(String name) {
        try {
            return Files.createTempDirectory("opsdeck-" + name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it and waits until it is ready; its output is in the file {@code log} of the folder. */
    static ServerProcess start(Path folder, List<String> command, Callable<Boolean> ready) {
        Path log = folder.resolve("log");
        try {
            var process = new ServerProcess(
                    folder,
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start());
            Awaitility.await(command.getFirst() + " is ready")
                    .atMost(READY)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptions()
                    .failFast("it ended; see " + log, () -> !process.process.isAlive())
                    .until(ready);
            return process;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean accepts(int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        }
    }

    /** The body of a GET that is answered with 2xx. */
    static String get(URI uri) {
        return send(HttpRequest.newBuilder(uri).GET().build());
    }

    /** Posts JSON. */
    static String post(URI uri, String json) {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private static String send(HttpRequest request) {
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        request.uri() + " answers " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it and all that it has started, without deleting anything. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
