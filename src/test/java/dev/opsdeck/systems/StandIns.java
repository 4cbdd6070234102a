package dev.opsdeck.systems;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.FreePort;
import dev.opsdeck.testing.TestContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Real containers in the place of a system's: one compose project on the test engine, one network in which each is
 * reached by its service's name, ports published on this machine's loopback address.
 */
final class StandIns implements AutoCloseable {
    /** PostgreSQL 15, Redis, nginx, curl, Perl. */
    static final String IMAGE = "opsdeck-test/services";

    /** Ample on a machine that is busy with other tests. */
    private static final Duration START = Duration.ofMinutes(3);

    /** Where containers see the folder with the {@code .env}. */
    static final String ENVIRONMENT = "/srv/environment";

    /** Serves PostgreSQL from /data, which it makes where there is none: DB_USER, DB_PASSWORD, DB_NAME. */
    static final String SERVE_POSTGRES = """
            if [ ! -s /data/PG_VERSION ]; then
              chown postgres:postgres /data
              setpriv --reuid=postgres --regid=postgres --init-groups initdb --no-sync --auth-local=trust --auth-host=scram-sha-256 -D /data -U postgres >/dev/null
              setpriv --reuid=postgres --regid=postgres --init-groups postgres --single -D /data postgres >/dev/null <<SQL
            create role $DB_USER login superuser password '$DB_PASSWORD'
            create database $DB_NAME owner $DB_USER
            SQL
              echo 'host all all all scram-sha-256' >>/data/pg_hba.conf
            fi
            if [ -f "$ENV_FILE" ]; then
              setpriv --reuid=postgres --regid=postgres --init-groups postgres --single -D /data postgres >/dev/null \
                <<<"alter role $DB_USER password '$(sed -n 's/^DB_PASSWORD=//p' "$ENV_FILE")'"
            fi
            mkdir -p /var/run/postgresql && chown postgres:postgres /var/run/postgresql
            exec setpriv --reuid=postgres --regid=postgres --init-groups postgres -D /data -k /var/run/postgresql \
              -c listen_addresses='*' -c fsync=off "$@"
            """;

    private final Engine engine;
    private final List<String> images = new ArrayList<>();
    private final List<String> volumes = new ArrayList<>();

    StandIns(Engine engine) {
        this.engine = engine;
        engine.docker().createNetworkCmd().withName(engine.project()).exec();
    }

    /** The compose project of all of them. */
    String project() {
        return engine.project();
    }

    Engine engine() {
        return engine;
    }

    /**
     * Starts a PostgreSQL and waits for it. Its data is on a named volume.
     *
     * @param settings such as {@code max_connections=20}
     */
    StandInDatabase postgres(String service, String user, String password, String name, String... settings) {
        return postgres(service, user, password, name, null, settings);
    }

    /**
     * The same, and whenever it starts it takes the user's password from a file.
     *
     * @param environment folder of this machine whose {@code .env} says DB_PASSWORD; null for none
     */
    StandInDatabase postgres(
            String service, String user, String password, String name, @Nullable Path environment, String... settings) {
        String volume = project() + "_" + service + "-data";
        engine.docker().createVolumeCmd().withName(volume).withLabels(labels()).exec();
        volumes.add(volume);
        List<Bind> binds = new ArrayList<>(List.of(new Bind(volume, new Volume("/data"))));
        if (environment != null) {
            binds.add(new Bind(environment.toString(), new Volume(ENVIRONMENT)));
        }
        List<String> command = new ArrayList<>(List.of("bash", "-c", SERVE_POSTGRES, "postgres"));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        StandIn standIn = start(
                service,
                engine.docker()
                        .createContainerCmd(IMAGE)
                        .withEnv(
                                "DB_USER=" + user,
                                "DB_PASSWORD=" + password,
                                "DB_NAME=" + name,
                                "ENV_FILE=" + ENVIRONMENT + "/.env")
                        .withCmd(command),
                new HostConfig().withBinds(binds),
                5432);
        Awaitility.await(service)
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> standIn.exec("pg_isready", "-h", "127.0.0.1", "-U", user, "-d", name)
                        .contains("accepting"));
        return new StandInDatabase(standIn, user, password, name);
    }

    /** Starts a Redis that keeps nothing and waits for it. */
    StandIn redis(String service, String... settings) {
        List<String> command = new ArrayList<>(
                List.of("redis-server", "--bind", "0.0.0.0", "--protected-mode", "no", "--save", "", "--dir", "/tmp"));
        command.addAll(List.of(settings));
        StandIn standIn =
                start(service, engine.docker().createContainerCmd(IMAGE).withCmd(command), new HostConfig(), 6379);
        Awaitility.await(service)
                .atMost(START)
                .until(() -> standIn.exec("redis-cli", "ping").contains("PONG")
                        || standIn.exec("redis-cli", "ping").contains("NOAUTH"));
        return standIn;
    }

    /** Starts an app and waits until it listens. */
    StandIn app(App app) {
        String image = app.image();
        StandIn standIn = start(
                app.service(),
                engine.docker()
                        .createContainerCmd(image == null ? IMAGE : image)
                        .withEnv(app.variables())
                        .withCmd("perl", "-e", resource("app.pl")),
                new HostConfig().withBinds(app.binds()),
                app.published() ? new int[] {app.port()} : new int[0]);
        Awaitility.await(app.service())
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> standIn.container().log().contains("ready on port"));
        return standIn;
    }

    /**
     * Starts anything else; the caller waits for it.
     *
     * @param host binds, limits and so on; network and ports are added here
     * @param ports of the container that are published
     */
    StandIn start(String service, CreateContainerCmd create, HostConfig host, int... ports) {
        Map<Integer, Integer> published = new HashMap<>();
        Ports bindings = new Ports();
        List<ExposedPort> exposed = new ArrayList<>();
        for (int port : ports) {
            int free = FreePort.any();
            published.put(port, free);
            exposed.add(ExposedPort.tcp(port));
            bindings.bind(ExposedPort.tcp(port), Ports.Binding.bindIpAndPort("127.0.0.1", free));
        }
        create.withExposedPorts(exposed)
                .withHostConfig(host.withNetworkMode(project())
                        .withPortBindings(bindings)
                        .withInit(true))
                .withAliases(service);
        TestContainer container = engine.start(service, create);
        return new StandIn(service, container, Map.copyOf(published));
    }

    /** The containers of a service that there are now, running or not. */
    List<Container> now(String service) {
        Map<String, String> labels = new HashMap<>(labels());
        labels.put("com.docker.compose.service", service);
        return engine.docker()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(labels)
                .exec();
    }

    /** The one container of a service, as it is now. */
    StandIn now(StandIn standIn) {
        List<Container> found = now(standIn.service());
        if (found.size() != 1) {
            throw new IllegalStateException(standIn.service() + " has " + found.size() + " containers");
        }
        return new StandIn(standIn.service(), engine.container(found.getFirst().getId()), standIn.ports());
    }

    /** Builds an image from {@link #IMAGE} and these lines; it goes with the stand-ins. */
    void image(String name, String... lines) {
        image(name, Map.of(), lines);
    }

    /**
     * The same with files that the lines copy.
     *
     * @param files their contents by their names
     */
    void image(String name, Map<String, String> files, String... lines) {
        String dockerfile = "FROM " + IMAGE + "\nLABEL of=" + project() + "\n" + String.join("\n", lines);
        ImageOf.files(engine, name, dockerfile, files);
        images.add(name);
    }

    /** The same from BusyBox alone: two megabytes. */
    void smallImage(String name, String... lines) {
        ImageOf.lines(
                engine, name, "FROM opsdeck-test/busybox\nLABEL of=" + project() + "\n" + String.join("\n", lines));
        images.add(name);
    }

    /** A line of a Dockerfile that makes a program. */
    static String program(String path, String script) {
        String encoded = Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8));
        return "RUN mkdir -p $(dirname " + path + ") && echo " + encoded + " | base64 -d >" + path + " && chmod 755 "
                + path;
    }

    private Map<String, String> labels() {
        return Map.of("com.docker.compose.project", project());
    }

    static String resource(String name) {
        try (var stream = Objects.requireNonNull(StandIns.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        engine.removeContainers();
        for (String image : images) {
            try {
                engine.docker().removeImageCmd(image).withForce(true).exec();
            } catch (NotFoundException gone) {
                // The product has removed it: that is what a procedure was about.
            }
        }
        volumes.forEach(volume -> engine.docker().removeVolumeCmd(volume).exec());
        engine.docker().removeNetworkCmd(project()).exec();
    }
}
