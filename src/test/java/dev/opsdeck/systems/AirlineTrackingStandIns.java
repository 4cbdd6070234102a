package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.FreePort;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * The airline tracking system as Compose makes it from a working copy, as on its server: real PostgreSQL, Redis and
 * Prometheus, and small services in the place of the applications, with a registry in which they are for as long as they
 * live. Versions v1.0.0 and v1.1.0 are in the repository that the working copy is pulled from; the first one runs.
 */
final class AirlineTrackingStandIns implements AutoCloseable {
    static final List<String> APPLICATIONS = List.of("api-gateway", "flightdata-service", "llm-summary-service");
    private static final String PROMETHEUS_IMAGE = "opsdeck-test/airline-prometheus";
    private static final List<String> FILES = List.of(
            "docker-compose.yml",
            "app/airline.pl",
            "app/healthy",
            "app/Dockerfile",
            "postgres/serve.sh",
            "postgres/Dockerfile");

    private final Engine engine;
    private final Path folder;
    private final Path copy;
    private final Map<String, Integer> ports = new HashMap<>();

    AirlineTrackingStandIns(Engine engine, Path folder) {
        this.engine = engine;
        this.folder = folder;
        this.copy = folder.resolve("copy");
        try {
            repository();
            environment();
            Files.createDirectories(backups());
            prometheus();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        compose("build", "--quiet");
        compose("up", "--detach");
        Awaitility.await("three services in the registry")
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> psql("select 1").equals("1")
                        && instances("FLIGHTDATA-SERVICE") == 1
                        && get("api-gateway", 8080, "/api/v1/flight/UAL123").contains("in flight"));
        sql(
                "create table flight (number text primary key, seen timestamptz not null default now())",
                "insert into flight select 'UAL' || n, now() - n * interval '1 second' from generate_series(1, 500) n",
                "create table summary (id bigserial primary key, flight text references flight, text text)",
                "insert into summary (flight, text) select 'UAL' || n, 'on time' from generate_series(1, 40) n");
    }

    private void repository() throws IOException {
        Path origin = folder.resolve("origin");
        run(folder, "git", "init", "--quiet", "--bare", "--initial-branch=main", origin.toString());
        run(folder, "git", "clone", "--quiet", origin.toString(), copy.toString());
        git("config", "user.name", "Airline Tracker");
        git("config", "user.email", "airline@demo.example");
        git("checkout", "--quiet", "-b", "main");
        for (String file : FILES) {
            Path target = copy.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, StandIns.resource("/systems/airline-tracking/" + file));
        }
        assertThat(copy.resolve("app/healthy").toFile().setExecutable(true)).isTrue();
        Files.writeString(copy.resolve(".gitignore"), ".env*\n");
        version("v1.0.0");
        git("push", "--quiet", "--tags", "origin", "main");
    }

    /** Somebody publishes a version; the working copy does not have it yet. */
    void publish(String version) throws IOException {
        Path other = folder.resolve("other-" + version);
        run(folder, "git", "clone", "--quiet", folder.resolve("origin").toString(), other.toString());
        Files.writeString(other.resolve("app/VERSION"), version + "\n");
        run(
                other,
                "git",
                "-c",
                "user.name=A",
                "-c",
                "user.email=a@demo.example",
                "commit",
                "--quiet",
                "-am",
                "Release " + version);
        run(other, "git", "tag", version);
        run(other, "git", "push", "--quiet", "--tags", "origin", "main");
    }

    private void version(String version) throws IOException {
        Files.writeString(copy.resolve("app/VERSION"), version + "\n");
        git("add", ".");
        git("commit", "--quiet", "-m", "Release " + version);
        git("tag", version);
    }

    private void environment() throws IOException {
        Map<String, String> variables = new LinkedHashMap<>(Map.of(
                "IMAGES", engine.project(),
                "CONTAINERS", engine.project() + "-prod",
                "PROMETHEUS_IMAGE", PROMETHEUS_IMAGE,
                "FLIGHTDATA_TAG", "v1.0.0",
                "FLIGHT_TTL", "300",
                "AEROAPI_KEY", "aero-key-4711-secret",
                "OPENAI_API_KEY", "sk-openai-4711-secret"));
        for (String port : List.of("EUREKA", "GATEWAY", "REDIS", "PROMETHEUS", "GRAFANA")) {
            ports.put(port, FreePort.any());
            variables.put(port + "_PORT", String.valueOf(ports.get(port)));
        }
        Files.writeString(
                copy.resolve(".env"),
                variables.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    private void prometheus() throws IOException {
        Path context = Files.createDirectories(folder.resolve("prometheus"));
        Files.copy(Tool.program("prometheus"), context.resolve("prometheus"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                context.resolve("prometheus.yml"), StandIns.resource("/systems/airline-tracking/prometheus.yml"));
        Files.writeString(
                context.resolve("Dockerfile"), StandIns.resource("/systems/airline-tracking/prometheus.Dockerfile"));
        run(context, "docker", "--host", engine.host().toString(), "build", "--quiet", "--tag", PROMETHEUS_IMAGE, ".");
    }

    /** What the catalog takes from the environment, so that it is these and not production. */
    Map<String, String> settings(String aeroApi, String pager, String kafka) {
        Map<String, String> settings = new HashMap<>();
        settings.put("AIRLINE_PROJECT", engine.project());
        settings.put("AIRLINE_HOME", copy.toString());
        settings.put("AIRLINE_ENGINE", engine.host().toString());
        settings.put("AIRLINE_EUREKA_URL", url("EUREKA"));
        settings.put("AIRLINE_GATEWAY_URL", url("GATEWAY"));
        settings.put("AIRLINE_PROMETHEUS_URL", url("PROMETHEUS"));
        settings.put("AIRLINE_GRAFANA_URL", url("GRAFANA"));
        settings.put("AIRLINE_REDIS_URL", "redis://127.0.0.1:" + ports.get("REDIS") + "/0");
        settings.put("AIRLINE_KAFKA", kafka);
        settings.put("AIRLINE_AEROAPI_URL", aeroApi);
        settings.put("AIRLINE_PAGER_URL", pager);
        settings.put("AIRLINE_PAGERDUTY_KEY", "pagerduty-routing-key");
        settings.put("AIRLINE_BACKUPS", backups().toString());
        settings.put("AIRLINE_IMAGES", engine.project());
        settings.put("AIRLINE_POSTGRES_CONTAINER", engine.project() + "-prod-postgres");
        settings.put("AIRLINE_POSTGRES_IMAGE", engine.project() + "/postgres:15");
        // Minutes would be as good, only longer.
        settings.putAll(Map.of(
                "AIRLINE_WINDOW", "12s", "AIRLINE_SETTLE", "18s", "AIRLINE_LOOK", "1s", "AIRLINE_RECOVERY", "1s"));
        for (String alert : List.of("DOWN", "ERRORS", "SLOW", "CACHE")) {
            settings.put("AIRLINE_" + alert + "_FOR", "2s");
        }
        return settings;
    }

    Path backups() {
        return folder.resolve("backups");
    }

    Path copy() {
        return copy;
    }

    /** Changes a file of the working copy. */
    void write(String file, String content) {
        try {
            Files.writeString(copy.resolve(file), content + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Engine engine() {
        return engine;
    }

    private String url(String port) {
        return "http://127.0.0.1:" + ports.get(port);
    }

    /** What the services say from outside. */
    URI outside(String port, String path) {
        return URI.create(url(port) + path);
    }

    /** The running containers of a service. */
    List<TestContainer> running(String service) {
        return engine
                .docker()
                .listContainersCmd()
                .withLabelFilter(
                        Map.of("com.docker.compose.project", engine.project(), "com.docker.compose.service", service))
                .exec()
                .stream()
                .map(container -> engine.container(container.getId()))
                .toList();
    }

    /** The one container of a service, which may not run. */
    TestContainer of(String service) {
        var found = engine.docker()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(
                        Map.of("com.docker.compose.project", engine.project(), "com.docker.compose.service", service))
                .exec();
        assertThat(found).as(service).hasSize(1);
        return engine.container(found.getFirst().getId());
    }

    /** How many containers the project has, and of them how many run. */
    List<Integer> containers() {
        var all = engine.docker()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("com.docker.compose.project", engine.project()))
                .exec();
        return List.of(all.size(), (int)
                all.stream().filter(one -> "running".equals(one.getState())).count());
    }

    /** Lets a service fail until it is restarted: sick, errors, slow (with seconds) or cold. */
    void fail(String service, String how, String value) {
        of(service).exec("sh", "-c", "echo " + value + " >/run/" + how);
    }

    void recover(String service, String how) {
        of(service).exec("rm", "-f", "/run/" + how);
    }

    /** The body of an answer within the network of the system. */
    private String get(String service, int port, String path) {
        return of(service).exec("curl", "-s", "-m", "10", "http://127.0.0.1:" + port + path);
    }

    /** Asks for flights at the gateway, so many in all and some at a time; their status codes. */
    List<String> flights(int number, int atATime) {
        String said = of("api-gateway")
                .exec(
                        "sh",
                        "-c",
                        "seq " + number + " | xargs -P " + atATime
                                + " -I{} curl -s -m 10 -o /dev/null -w '%{http_code}\\n' http://127.0.0.1:8080/api/v1/flight/UAL{}");
        return said.lines().toList();
    }

    /** How many instances of an application are registered and up. */
    long instances(String application) {
        return get("eureka", 8761, "/eureka/apps/" + application).split("\"UP\"", -1).length - 1L;
    }

    String gateway(String path) {
        return get("api-gateway", 8080, path);
    }

    void sql(String... statements) {
        for (String statement : statements) {
            assertThat(psql(statement)).as(statement).doesNotContainIgnoringCase("error", "fatal");
        }
    }

    String psql(String statement) {
        return of("postgres")
                .exec("psql", "-U", "airline_tracker_user", "-d", "airline_tracker", "-qtA", "-c", statement)
                .strip();
    }

    String redis(String... command) {
        List<String> words = new ArrayList<>(List.of("redis-cli"));
        words.addAll(List.of(command));
        return of("redis").exec(words.toArray(String[]::new)).strip();
    }

    String git(String... arguments) {
        List<String> words = new ArrayList<>(List.of("git"));
        words.addAll(List.of(arguments));
        return run(copy, words.toArray(String[]::new));
    }

    String image(String service) {
        return String.valueOf(of(service).inspect().getImageId());
    }

    /** When an image of the system was made. */
    Instant made(String image) {
        return Instant.parse(String.valueOf(engine.docker()
                .inspectImageCmd(engine.project() + "/" + image)
                .exec()
                .getCreated()));
    }

    /** When the container of a service was made. */
    Instant created(String service) {
        return Instant.parse(String.valueOf(of(service).inspect().getCreated()));
    }

    /** The environment of a service's container. */
    List<String> variables(String service) {
        return List.of(Objects.requireNonNull(of(service).inspect().getConfig().getEnv()));
    }

    /** The volumes of the project. */
    String volumes() {
        return docker("volume", "ls", "--quiet", "--filter", "label=com.docker.compose.project=" + engine.project());
    }

    /** When the image was made that a service's container runs. */
    Instant imageCreated(String service) {
        return Instant.parse(String.valueOf(
                engine.docker().inspectImageCmd(image(service)).exec().getCreated()));
    }

    String docker(String... arguments) {
        List<String> words =
                new ArrayList<>(List.of("docker", "--host", engine.host().toString()));
        words.addAll(List.of(arguments));
        return run(folder, words.toArray(String[]::new));
    }

    void compose(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                "docker-compose",
                "--host",
                engine.host().toString(),
                "--project-name",
                engine.project(),
                "--file",
                copy.resolve("docker-compose.yml").toString()));
        words.addAll(List.of(arguments));
        run(copy, words.toArray(String[]::new));
    }

    private static String run(Path where, String... words) {
        try {
            Process process = new ProcessBuilder(words)
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.onExit().join().exitValue())
                    .as(String.join(" ", words) + ": " + said)
                    .isZero();
            return said.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        engine.removeContainers();
        compose("down", "--volumes", "--remove-orphans", "--timeout", "1");
        // By name: what is the same to the byte may have the name of another run beside, which still uses it.
        engine.docker().listImagesCmd().exec().stream()
                .filter(image -> image.getRepoTags() != null)
                .flatMap(image -> Arrays.stream(image.getRepoTags()))
                .filter(name -> name.contains(engine.project()))
                .forEach(name ->
                        engine.docker().removeImageCmd(name).withForce(true).exec());
    }
}
