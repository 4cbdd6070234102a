package dev.opsdeck.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Frame;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A container of a test, and what the test may ask of it or do to it behind the product's back. */
public final class TestContainer {

    private final DockerClient docker;
    private final String id;
    private final String name;
    private final URI url;

    TestContainer(DockerClient docker, String id, String name, URI url) {
        this.docker = docker;
        this.id = id;
        this.name = name;
        this.url = url;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** What its HTTP health check asks; 200 while it is well. The port stays the same over restarts. */
    public URI healthUrl() {
        return url.resolve("/health");
    }

    /** When Docker last started it. */
    public Instant startedAt() {
        return Instant.parse(String.valueOf(inspect().getState().getStartedAt()));
    }

    /** How often its own program was started, by its own count; only while it runs. */
    public int starts() {
        return Integer.parseInt(exec("cat", "/starts").strip());
    }

    public boolean running() {
        return Boolean.TRUE.equals(inspect().getState().getRunning());
    }

    public InspectContainerResponse inspect() {
        return docker.inspectContainerCmd(id).exec();
    }

    /** From now on {@code /health} answers 404. */
    public void fallSick() {
        exec("rm", "-f", "/www/health");
    }

    public void recover() {
        exec("sh", "-c", "echo ok > /www/health");
    }

    /** Ends its program at once; the container stays. */
    public void kill() {
        docker.killContainerCmd(id).exec();
    }

    public void remove() {
        docker.removeContainerCmd(id).withForce(true).exec();
    }

    /** Standard output and error from its first start on. */
    public String log() {
        return collected(docker.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withTailAll()
                .exec(new Text()));
    }

    /** Runs a program inside and returns its output. */
    public String exec(String... command) {
        String exec = docker.execCreateCmd(id)
                .withCmd(command)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
        return collected(docker.execStartCmd(exec).exec(new Text()));
    }

    void awaitReady() {
        Awaitility.await("ready: " + name)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> log().contains("ready"));
    }

    private static String collected(Text text) {
        try {
            if (!text.awaitCompletion(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the engine did not end its answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return text.toString();
    }

    private static final class Text extends ResultCallback.Adapter<Frame> {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onNext(Frame frame) {
            text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
