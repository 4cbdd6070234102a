package dev.opsdeck.systems;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.opsdeck.testing.CertificateAuthority;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The server of the launch tracker: its working copy with an origin, its environment files, and its containers, which
 * Compose has made from the file of the working copy.
 */
final class SpacexLaunchTrackerServer implements AutoCloseable {
    static final String TOKEN = "first-admin-token";

    private static final Path FILES = Path.of("src", "test", "resources", "dev", "opsdeck", "systems", "spacex");
    private static final String PASSWORD = "launch-window-7";
    private static final List<String> SERVICES =
            List.of("postgres", "redis", "celery-worker", "celery-beat", "backend", "frontend", "nginx");

    private final Engine engine;
    private final Path folder;
    private final int database = FreePort.any();
    private final int redis = FreePort.any();
    private final int api = FreePort.any();
    private final int frontend = FreePort.any();
    private final int site = FreePort.any();
    private final Shell server;
    private final Shell developer;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param folder for the working copies */
    SpacexLaunchTrackerServer(Engine engine, Path folder) {
        this.engine = engine;
        this.folder = folder;
        this.server = new Shell(home(), variables());
        this.developer = new Shell(folder.resolve("developer"), variables());
    }

    /** Makes the working copies and starts the containers; the database has the first tables. */
    void start() {
        try {
            workingCopies();
            certificates();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        compose("build");
        compose(Stream.concat(Stream.of("up", "--detach"), SERVICES.stream()).toArray(String[]::new));
        Awaitility.await("the database")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> "healthy"
                        .equals(inspect("postgres").getState().getHealth().getStatus()));
        server.run("sh", "scripts/migrate.py", "--safe");
    }

    private void workingCopies() throws IOException {
        Files.createDirectories(folder.resolve("developer"));
        copy(FILES, folder.resolve("developer"));
        developer.run("git", "init", "--quiet", "--initial-branch=main");
        Files.writeString(
                folder.resolve("developer").resolve(".gitignore"),
                ".env*\ncertificates/\nbackups/\nlogs/\n*.opsdeck-*\n");
        commit("The first version");
        new Shell(folder, Map.of()).run("git", "clone", "--quiet", "--bare", "developer", "origin.git");
        developer.run(
                "git", "remote", "add", "origin", folder.resolve("origin.git").toString());
        new Shell(folder, Map.of()).run("git", "clone", "--quiet", "origin.git", "server");
        Path hook = folder.resolve("origin.git").resolve("hooks").resolve("post-receive");
        // Whoever pushes has an environment of his own; the pipeline's stands in its script.
        Files.writeString(
                hook, withVariables(Files.readString(FILES.resolve("hooks").resolve("post-receive"))));
        hook.toFile().setExecutable(true);
        Files.writeString(
                home().resolve(".env"), """
                COMPOSE_PROJECT_NAME=%s
                DATABASE_PORT=%d
                REDIS_PORT=%d
                API_PORT=%d
                FRONTEND_PORT=%d
                SITE_PORT=%d
                BACKEND_MEMORY=256m
                BACKEND_RESERVED_MEMORY=64m
                BACKEND_CPUS=2
                """.formatted(engine.project(), database, redis, api, frontend, site));
        Files.writeString(home().resolve(".env.production"), """
                ADMIN_TOKEN=%s
                DATABASE_PASSWORD=%s
                API_URL=%s
                DATABASE_URL=%s
                """.formatted(TOKEN, PASSWORD, apiUrl(), databaseUrl()));
    }

    private String withVariables(String script) {
        StringBuilder exports = new StringBuilder("#!/bin/sh\n");
        variables().forEach((name, value) -> exports.append("export %s='%s'%n".formatted(name, value)));
        return script.replaceFirst("#!/bin/sh\n", Matcher.quoteReplacement(exports.toString()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        Path programs = to.resolve("app");
        programs.resolve("python").toFile().setExecutable(true);
        programs.resolve("celery").toFile().setExecutable(true);
    }

    private void certificates() throws IOException, GeneralSecurityException {
        Path certificates = Files.createDirectories(home().resolve("certificates"));
        Instant now = Instant.now();
        var authority = CertificateAuthority.root("Launch authority", now);
        authority.pem(certificates, "authority");
        authority
                .issue("localhost", now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(90)))
                .pem(certificates, "site");
    }

    private Map<String, String> variables() {
        return Map.of(
                "DOCKER_HOST",
                engine.host().toString(),
                "SERVER",
                home().toString(),
                "ORIGIN",
                folder.resolve("origin.git").toString(),
                "API_URL",
                apiUrl(),
                "GIT_AUTHOR_NAME",
                "Devi Rao",
                "GIT_AUTHOR_EMAIL",
                "devi@demo.example",
                "GIT_COMMITTER_NAME",
                "Devi Rao",
                "GIT_COMMITTER_EMAIL",
                "devi@demo.example");
    }

    /** What the catalog takes from the environment, without what is not this server's. */
    Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("DOCKER_HOST", engine.host().toString()),
                Map.entry("SPACEX_ENGINE", engine.host().toString()),
                Map.entry("SPACEX_PROJECT", engine.project()),
                Map.entry("SPACEX_HOME", home().toString()),
                Map.entry("SPACEX_PYTHON", "sh"),
                Map.entry("SPACEX_API_URL", apiUrl()),
                Map.entry("SPACEX_FRONTEND_URL", "http://127.0.0.1:" + frontend),
                Map.entry("SPACEX_SITE", "localhost:" + site),
                Map.entry(
                        "SPACEX_AUTHORITY",
                        home().resolve("certificates").resolve("authority.pem").toString()),
                Map.entry("SPACEX_DB_URL", databaseUrl()),
                Map.entry("SPACEX_REDIS_URL", "redis://127.0.0.1:" + redis),
                Map.entry("SPACEX_ADMIN_TOKEN", TOKEN));
    }

    Path home() {
        return folder.resolve("server");
    }

    String apiUrl() {
        return "http://127.0.0.1:" + api;
    }

    private String databaseUrl() {
        return "postgresql://spacex_user:" + PASSWORD + "@127.0.0.1:" + database + "/spacex_launches";
    }

    /** A developer changes a file and commits it; the id of the commit, which nobody has yet but he. */
    String changed(String file, String content) {
        try {
            Files.writeString(folder.resolve("developer").resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return commit("Change " + file);
    }

    private String commit(String message) {
        developer.run("git", "add", "--all");
        developer.run("git", "commit", "--quiet", "--message", message);
        return developer.run("git", "rev-parse", "HEAD");
    }

    /** What was committed becomes main of the origin, as by a merge, without its pipeline. */
    void merged() {
        String objects = folder.resolve("developer").toString();
        new Shell(folder.resolve("origin.git"), Map.of())
                .run("git", "fetch", "--quiet", objects, "+refs/heads/main:refs/heads/main");
    }

    /** The server knows the commit, though its main is not there yet. */
    void fetched() {
        server.run("git", "fetch", "--quiet", folder.resolve("developer").toString());
    }

    /** Where the server's working copy is. */
    String revision() {
        return server.run("git", "rev-parse", "HEAD");
    }

    String compose(String... arguments) {
        return server.run(
                Stream.concat(Stream.of("docker-compose", "--file", "docker-compose.prod.yml"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** The containers of a service, also those that are stopped. */
    List<String> containers(String service) {
        return engine
                .docker()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(
                        Map.of("com.docker.compose.project", engine.project(), "com.docker.compose.service", service))
                .exec()
                .stream()
                .map(container -> container.getNames()[0].substring(1))
                .sorted()
                .toList();
    }

    String container(String service) {
        return engine.project() + "_" + service + "_1";
    }

    InspectContainerResponse inspect(String service) {
        return engine.docker().inspectContainerCmd(container(service)).exec();
    }

    Instant startedAt(String service) {
        return Instant.parse(String.valueOf(inspect(service).getState().getStartedAt()));
    }

    boolean running(String service) {
        return Boolean.TRUE.equals(inspect(service).getState().getRunning());
    }

    /** Runs a program in the service's first container. */
    String exec(String service, String... program) {
        return server.run(Stream.concat(Stream.of("docker", "exec", container(service)), Stream.of(program))
                .toArray(String[]::new));
    }

    /** The same, and does not wait for its end. */
    void leave(String service, String... program) {
        server.run(Stream.concat(Stream.of("docker", "exec", "--detach", container(service)), Stream.of(program))
                .toArray(String[]::new));
    }

    /** Puts a container that was taken off the network back on it. */
    void connect(String service) {
        server.run(
                "docker", "network", "connect", "--alias", service, engine.project() + "_default", container(service));
    }

    /** The token of the environment file. */
    String token() {
        try (Stream<String> lines = Files.lines(home().resolve(".env.production"))) {
            return lines.filter(line -> line.startsWith("ADMIN_TOKEN="))
                    .map(line -> line.substring("ADMIN_TOKEN=".length()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it at once; the container stays. */
    void kill(String service) {
        engine.docker().killContainerCmd(container(service)).exec();
    }

    String sql(String statement) {
        return exec(
                "postgres",
                "psql",
                "-XqAt",
                "-h",
                "127.0.0.1",
                "-U",
                "spacex_user",
                "-d",
                "spacex_launches",
                "-c",
                statement);
    }

    String redis(String... command) {
        return exec(
                "redis",
                Stream.concat(Stream.of("redis-cli"), Stream.of(command)).toArray(String[]::new));
    }

    /** The status that the API answers. */
    int status(String path) {
        return answer(HttpRequest.newBuilder(URI.create(apiUrl() + path)).build());
    }

    /** The status of an admin call with the token. */
    int admin(String path, String token) {
        return answer(HttpRequest.newBuilder(URI.create(apiUrl() + path))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private int answer(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it answers there. */
    String body(String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(apiUrl() + path)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        var gone = new ArrayList<String>(List.of("down", "--volumes", "--remove-orphans", "--rmi", "local"));
        engine.removeContainers();
        compose(gone.toArray(String[]::new));
        for (String service : List.of("frontend", "backend")) {
            server.run("sh", "-c", "docker image rm --force evidence/" + container(service) + " 2>/dev/null || true");
        }
    }
}
