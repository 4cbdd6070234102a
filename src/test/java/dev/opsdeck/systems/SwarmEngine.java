package dev.opsdeck.systems;

import dev.opsdeck.testing.Engine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A Docker engine of its own, because becoming a Swarm changes an engine as a whole. It has a network namespace of its
 * own, so that it leaves the bridges of other engines alone. Only root can start it.
 */
final class SwarmEngine implements AutoCloseable {
    private final Path folder;
    private final Process process;
    private final Shell shell;

    private SwarmEngine(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.shell = new Shell(folder, Map.of("DOCKER_HOST", host()));
    }

    static SwarmEngine start() {
        try {
            Path folder = Files.createTempDirectory("opsdeck-swarm");
            String dockerd = "ip link set lo up; exec dockerd --host unix://" + folder.resolve("docker.sock")
                    + " --data-root " + folder.resolve("data") + " --exec-root " + folder.resolve("exec")
                    + " --pidfile " + folder.resolve("pid") + " --log-level error";
            Process process = new ProcessBuilder("unshare", "--net", "sh", "-c", dockerd)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            return new SwarmEngine(folder, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it answers, and gives it the image from another engine. */
    void take(Engine other, String image) {
        Awaitility.await("the engine for the Swarm")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(AssertionError.class)
                .until(() -> !shell.run("docker", "info").isEmpty());
        String file = folder.resolve("image.tar").toString();
        new Shell(folder, Map.of("DOCKER_HOST", other.host().toString()))
                .run("docker", "save", "--output", file, image);
        shell.run("docker", "load", "--input", file);
    }

    /** Its address. */
    String host() {
        return "unix://" + folder.resolve("docker.sock");
    }

    String run(String... program) {
        return shell.run(program);
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                new ProcessBuilder("docker", "--host", host(), "swarm", "leave", "--force")
                        .redirectErrorStream(true)
                        .redirectOutput(new File("/dev/null"))
                        .start()
                        .waitFor(20, TimeUnit.SECONDS);
            }
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            new ProcessBuilder(List.of(
                            "sh",
                            "-c",
                            "grep -F \"$1\" /proc/mounts | cut -d' ' -f2 | xargs -r umount -l; rm -rf \"$1\"",
                            "sh",
                            folder.toString()))
                    .start()
                    .waitFor(20, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
