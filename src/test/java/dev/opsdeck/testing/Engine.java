package dev.opsdeck.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The Docker engine that {@code DOCKER_HOST} names, or the local one, and the containers that a test has started in
 * it. All of them belong to one compose project of a name that no other test has, and are removed on {@link #close}.
 */
public final class Engine implements AutoCloseable {

    private static final ExposedPort HTTP = ExposedPort.tcp(8080);
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final DockerClientConfig config;
    private final DockerClient docker;
    private final String project =
            "opsdeck-test-" + UUID.randomUUID().toString().substring(0, 8);
    private final Deque<String> started = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::removeContainers, "remove test containers");

    private Engine(DockerClientConfig config) {
        this.config = config;
        this.docker = client(config);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** To be closed by the caller; tests marked {@link EngineTest} need not: they take it as a parameter. */
    public static Engine open() {
        return new Engine(DefaultDockerClientConfig.createDefaultConfigBuilder().build());
    }

    /** Why no engine can be used, empty when one answers. */
    static Optional<String> problem() {
        DockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        try (DockerClient docker = client(config)) {
            docker.pingCmd().exec();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(config.getDockerHost() + " does not answer: " + e.getMessage());
        }
    }

    private static DockerClient client(DockerClientConfig config) {
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .connectionTimeout(Duration.ofSeconds(5))
                        .build());
    }

    public DockerClient docker() {
        return docker;
    }

    /** The address as a {@code DOCKER_HOST} value. */
    public URI host() {
        return config.getDockerHost();
    }

    /** The compose project that every container of this engine is labelled with. */
    public String project() {
        return project;
    }

    /** Starts it and waits until it has printed "ready". */
    public TestContainer start(Workload workload) {
        BusyboxImage.ensure(docker, BusyboxImage.NAME);
        // Chosen here and not by the engine, which would choose anew at each restart.
        int port = FreePort.any();
        CreateContainerCmd create = docker.createContainerCmd(BusyboxImage.NAME)
                .withCmd("/bin/sh", "-c", script())
                .withEnv(workload.variables())
                .withExposedPorts(HTTP)
                .withHostConfig(HostConfig.newHostConfig().withPortBindings(portBinding(port)));
        if (workload.checked()) {
            create.withHealthcheck(healthCheck());
        }
        TestContainer container = start(workload.service(), create, URI.create("http://" + address() + ":" + port));
        container.awaitReady();
        return container;
    }

    /** Docker's own health check of the test services: quick to tell that {@code /health} is not 200 any more. */
    public static HealthCheck healthCheck() {
        return new HealthCheck()
                .withTest(List.of("CMD-SHELL", "wget -q -O /dev/null http://127.0.0.1:8080/health"))
                .withInterval(250 * NANOS_PER_MILLI)
                .withTimeout(1000 * NANOS_PER_MILLI)
                .withRetries(2);
    }

    /** Starts what the caller has described, with this engine's labels and a name; removed like all others. */
    public TestContainer start(String service, CreateContainerCmd create) {
        return start(service, create, URI.create("http://" + address()));
    }

    /** One that is there already, such as one that the product has made. */
    public TestContainer container(String id) {
        String name = docker.inspectContainerCmd(id).exec().getName().substring(1);
        return new TestContainer(docker, id, name, URI.create("http://" + address()));
    }

    private TestContainer start(String service, CreateContainerCmd create, URI url) {
        int number = started.size() + 1;
        String name = project + "-" + service + "-" + number;
        String id = create.withName(name)
                .withLabels(Map.of(
                        "com.docker.compose.project", project,
                        "com.docker.compose.service", service,
                        "com.docker.compose.container-number", Integer.toString(number)))
                .exec()
                .getId();
        started.push(id);
        docker.startContainerCmd(id).exec();
        return new TestContainer(docker, id, name, url);
    }

    private static Ports portBinding(int port) {
        Ports ports = new Ports();
        ports.bind(HTTP, Ports.Binding.bindPort(port));
        return ports;
    }

    private String address() {
        URI host = config.getDockerHost();
        return host.getScheme().equals("tcp") ? host.getHost() : "127.0.0.1";
    }

    /** What a container of {@link Workload} runs. */
    public static String script() {
        try (var resource = Engine.class.getResourceAsStream("workload.sh")) {
            if (resource == null) {
                throw new IllegalStateException("workload.sh is not on the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        removeContainers();
        Runtime.getRuntime().removeShutdownHook(atExit);
        try {
            docker.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that were started here, and those that the product has made like them. */
    public void removeContainers() {
        docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("com.docker.compose.project", project))
                .exec()
                .forEach(container -> started.push(container.getId()));
        while (!started.isEmpty()) {
            try {
                docker.removeContainerCmd(started.pop())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (NotFoundException alreadyGone) {
                // A test may have removed it: that is what it was about.
            }
        }
    }
}
