package dev.opsdeck.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.core.util.CertificateUtils;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.probe.LogQuery;
import dev.opsdeck.target.program.ProgramStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One Docker engine. Every call ends: it answers, or throws {@link EngineUnreachable} when its time is over, or a
 * {@link com.github.dockerjava.api.exception.DockerException} when the engine refused.
 */
final class DockerEngine implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** What an engine needs, besides the stop time-out, to kill, clean up and start. */
    private static final Duration RESTART = Duration.ofSeconds(25);

    /** Some hundred megabytes over a slow line. */
    private static final Duration LOG = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineAddress address;
    private final EngineCall calls;
    private @Nullable DockerClient client;

    DockerEngine(EngineAddress address) {
        this.address = address;
        this.calls = new EngineCall(address);
    }

    /** Made at its first use, inside a call, so that wrong certificates are told like an engine that is not there. */
    private synchronized DockerClient client() {
        if (client == null) {
            client = client(address);
        }
        return client;
    }

    private static DockerClient client(EngineAddress address) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address.host())
                .withDockerTlsVerify(false);
        if (address.certificates() != null) {
            if (!CertificateUtils.verifyCertificatesExist(address.certificates())) {
                throw new IllegalArgumentException(
                        "there is no ca.pem, cert.pem and key.pem in " + address.certificates());
            }
            config.withCustomSslConfig(new LocalDirectorySSLConfig(address.certificates()));
        }
        var built = config.build();
        var http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(built.getDockerHost())
                .sslConfig(built.getSSLConfig())
                .connectionTimeout(CONNECT)
                .build();
        return DockerClientImpl.getInstance(built, http);
    }

    EngineAddress address() {
        return address;
    }

    /** All containers, stopped ones too, or only those of a compose project. */
    List<Container> list(Optional<String> project) {
        return within(ANSWER, () -> {
            var list = client().listContainersCmd().withShowAll(true);
            project.ifPresent(name -> list.withLabelFilter(List.of(ComposeLabels.PROJECT + "=" + name)));
            return list.exec();
        });
    }

    /** Empty when there is no such container. */
    Optional<ContainerState> inspect(String id) {
        return within(ANSWER, () -> {
            try {
                return Optional.of(
                        ContainerState.of(client().inspectContainerCmd(id).exec()));
            } catch (NotFoundException gone) {
                return Optional.empty();
            }
        });
    }

    /** Returns when the container was started again, by the engine's word. */
    void restart(String id, Duration stopTimeout) {
        within(stopTimeout.plus(RESTART), () -> client().restartContainerCmd(id)
                .withTimeout(Math.toIntExact(stopTimeout.toSeconds()))
                .exec());
    }

    /** The time by the engine's own clock. */
    Instant now() {
        return within(
                ANSWER,
                () -> Instant.parse(String.valueOf(client().infoCmd().exec().getSystemTime())));
    }

    /** What the engine still remembers of the time between, oldest first; it forgets all but the newest few hundred. */
    List<Event> events(Instant since, Instant until) {
        return within(ANSWER, () -> {
            var events = new Collected<Event>();
            client().eventsCmd()
                    .withSince(seconds(since))
                    .withUntil(seconds(until))
                    .exec(events);
            return events.await();
        });
    }

    /** Fetches an image; ends early where whoever follows it wants that. */
    void pull(ImageReference image, ImageProgress<PullResponseItem> progress, Duration limit) {
        within(limit, () -> {
            String version = image.digest() == null ? String.valueOf(image.tag()) : image.digest();
            client().pullImageCmd(image.repository()).withTag(version).exec(progress);
            progress.await();
            return image;
        });
    }

    /** Builds an image from a folder of this machine. */
    void build(Path context, ContainerStep.BuildImage step, ImageProgress<BuildResponseItem> progress) {
        within(step.timeout(), () -> {
            client().buildImageCmd(context.resolve(step.dockerfile()).toFile())
                    .withBaseDirectory(context.toFile())
                    .withTags(Set.of(step.image()))
                    .withNoCache(!step.cache())
                    .exec(progress);
            progress.await();
            return context;
        });
    }

    private static String seconds(Instant instant) {
        return "%d.%09d".formatted(instant.getEpochSecond(), instant.getNano());
    }

    /** The container's last lines of output, cleaned. */
    List<String> tail(String id, int lines) {
        return within(ANSWER, () -> {
            var frames = new Collected<Frame>();
            client().logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(lines)
                    .exec(frames);
            var log = new LogLines(lines);
            frames.await().forEach(frame -> log.add(stream(frame), frame.getPayload()));
            return log.lines();
        });
    }

    /**
     * Runs a program inside of a running container and waits for its end.
     *
     * @param limit how long it may take; afterwards nobody waits for it any more
     */
    ProgramOutput exec(String id, List<String> program, List<String> environment, Duration limit) {
        return within(limit, () -> {
            String exec = client().execCreateCmd(id)
                    .withCmd(program.toArray(String[]::new))
                    .withEnv(environment)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId();
            var output = new ProgramFrames();
            client().execStartCmd(exec).exec(output);
            output.await();
            Long code = client().inspectExecCmd(exec).exec().getExitCodeLong();
            return output.ended(code == null ? -1 : code);
        });
    }

    /** Runs a program inside of a running container, its streams passed on. */
    PipedEnd pipe(String id, Piped piped, Duration limit) {
        return within(limit, () -> new PipedExec(client(), id, piped).run());
    }

    /** The same for a program that reads; what it writes is passed on as it comes. */
    int exec(String id, List<String> program, ProgramStreams streams, Duration limit) {
        return within(limit, () -> {
            String exec = client().execCreateCmd(id)
                    .withCmd(program.toArray(String[]::new))
                    .withAttachStdin(streams.given().length > 0)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId();
            var start = client().execStartCmd(exec);
            if (streams.given().length > 0) {
                start.withStdIn(streams.input());
            }
            new PassedOn(streams).all(start::exec);
            Long code = client().inspectExecCmd(exec).exec().getExitCodeLong();
            return code == null ? -1 : Math.toIntExact(code);
        });
    }

    /** Passes on what a started container writes until it ends; its exit code. */
    int output(String id, ProgramStreams streams, Duration limit) {
        return within(limit, () -> {
            var log = client().logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withFollowStream(true);
            new PassedOn(streams).all(log::exec);
            return client().waitContainerCmd(id)
                    .exec(new WaitContainerResultCallback())
                    .awaitStatusCode();
        });
    }

    /**
     * The container's output with times, piece by piece; while the sink works, nothing more is read.
     *
     * @param sink false when it wants no more
     */
    void log(String id, LogQuery query, Predicate<Frame> sink) {
        within(LOG, () -> {
            var log = client().logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTimestamps(true);
            if (query.tail() > 0) {
                log.withTail(query.tail());
            }
            // Whole seconds are what the client can say; the rest is left out as lines are made.
            if (query.since() != null) {
                log.withSince(Math.toIntExact(query.since().getEpochSecond()));
            }
            if (query.until() != null) {
                log.withUntil(Math.toIntExact(query.until().getEpochSecond() + 1));
            }
            new Passed<>(sink).all(log::exec);
            return id;
        });
    }

    /** What the container uses, seen over about a second; empty when it is not there or does not run. */
    Optional<Statistics> stats(String id, Duration limit) {
        return within(limit, () -> {
            var stats = new Collected<Statistics>();
            try {
                client().statsCmd(id).withNoStream(true).exec(stats);
                return stats.await().stream().findFirst();
            } catch (NotFoundException gone) {
                return Optional.empty();
            }
        });
    }

    private static LogLines.Stream stream(Frame frame) {
        return frame.getStreamType() == StreamType.STDERR ? LogLines.Stream.ERROR : LogLines.Stream.OUTPUT;
    }

    /** Its version; asks anew each time. */
    String version(Duration limit) {
        return within(limit, () -> String.valueOf(client().versionCmd().exec().getVersion()));
    }

    /** What it says of itself. */
    Info info(Duration limit) {
        return within(limit, () -> client().infoCmd().exec());
    }

    /** What takes space on it, as it says itself; the library has no word for this question. */
    JsonNode diskUse(Duration limit) {
        return ask(Method.GET, "/system/df", null, limit);
    }

    /**
     * Anything else, in the engine's own JSON: what is read and written back that way loses nothing that the library
     * does not know.
     *
     * @param path with its query, encoded
     * @return what it answered; missing where that was nothing
     */
    JsonNode ask(Method method, String path, @Nullable JsonNode body, Duration limit) {
        return within(limit, () -> {
            var request = DockerHttpClient.Request.builder().method(method).path(path);
            try {
                if (body != null) {
                    byte[] json = JSON.writeValueAsBytes(body);
                    request.putHeader("Content-Type", "application/json").body(new ByteArrayInputStream(json));
                }
                try (var response =
                        ((DockerClientImpl) client()).getHttpClient().execute(request.build())) {
                    return answer(response);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static JsonNode answer(DockerHttpClient.Response response) throws IOException {
        int status = response.getStatusCode();
        byte[] body = response.getBody().readAllBytes();
        if (status == 404) {
            throw new NotFoundException(new String(body, UTF_8));
        }
        if (status >= 400) {
            throw new DockerException(new String(body, UTF_8), status);
        }
        return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    }

    private <T> T within(Duration limit, Supplier<T> call) {
        return calls.within(limit, call);
    }

    @Override
    public synchronized void close() {
        try {
            if (client != null) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer that comes in pieces and ends by itself. */
    private static final class Collected<T> extends ResultCallback.Adapter<T> {
        private final List<T> pieces = new ArrayList<>();

        @Override
        public void onNext(T piece) {
            pieces.add(piece);
        }

        List<T> await() {
            try {
                awaitCompletion();
                return pieces;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the engine was answering", e);
            }
        }
    }

    /** An answer that is passed on piece by piece. */
    private static final class Passed<T> extends ResultCallback.Adapter<T> {
        private final Predicate<T> sink;

        Passed(Predicate<T> sink) {
            this.sink = sink;
        }

        @Override
        public void onNext(T piece) {
            if (!sink.test(piece)) {
                stop();
            }
        }

        private void stop() {
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void all(Consumer<Passed<T>> start) {
            try (this) {
                start.accept(this);
                awaitCompletion();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the engine was answering", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
