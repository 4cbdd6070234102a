package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.ObjectStorage;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * SpherosegV4 in containers: the web server in front, web client, API and segmentation built from a working copy, a
 * PostgreSQL, a Redis, and a Prometheus with its Alertmanager.
 */
final class SpherosegStandIns implements AutoCloseable {
    private static final long MEMORY = 200L * 1024 * 1024;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TRIVY = """
            FROM %s
            RUN printf '%%s\\n' '#!/bin/sh' 'echo "scanned $2"; echo "Total: 1 (CRITICAL: $(grep -c log4j $2/backend/package-lock.json), HIGH: 1)"' >/trivy && chmod +x /trivy
            ENTRYPOINT ["/trivy"]
            """;

    private final Engine engine;
    private final StandIns all;
    private final SpherosegHome home;
    private final StandInDatabase database;
    private final StandIn redis;
    private final StandIn front;
    private final StandIn prometheus;
    private final StandIn alertmanager;
    private final ObjectStorage storage = ObjectStorage.start();

    SpherosegStandIns(Engine engine, Path folder) throws IOException, GeneralSecurityException {
        this.engine = engine;
        all = new StandIns(engine);
        home = SpherosegHome.in(folder);
        Stream.of("backend", "ml", "frontend").forEach(this::build);
        ImageOf.lines(engine, image("trivy"), TRIVY.formatted(StandIns.IMAGE));
        database = all.postgres("db", "spheroseg_app", "spheroseg-secret", "spheroseg");
        database.run("alter system set max_connections = 30");
        restart(database.standIn());
        redis = all.redis("redis");
        start(
                "backup",
                StandIns.IMAGE,
                List.of("backup:/backup"),
                "sh",
                "-c",
                "date >/backup/last_backup_timestamp; exec sleep 1d");
        start("frontend", image("frontend"), List.of());
        all.app(App.of("standby", 80));
        all.app(App.of("grafana", 3001));
        all.start(
                "backend",
                engine.docker().createContainerCmd(image("backend")).withEnv("DATABASE=" + database.conninfo()),
                binds(List.of("config/secrets:/run/secrets", "profiles:/app/profiles", "logs:/app/logs"))
                        .withMemory(MEMORY));
        start("ml", image("ml"), List.of());
        front = all.start(
                "nginx",
                engine.docker().createContainerCmd(StandIns.IMAGE).withCmd("nginx", "-g", "daemon off;"),
                binds(List.of(
                        "config/nginx:/etc/nginx/spheroseg",
                        "config/nginx/nginx.conf:/etc/nginx/nginx.conf",
                        "config/certificates:/etc/nginx/certificates")),
                80,
                443,
                8080,
                5002);
        alertmanager = watcher(
                "alertmanager",
                "prometheus-alertmanager",
                9093,
                "--config.file=/watch/alertmanager.yml",
                "--storage.path=/tmp/data",
                "--cluster.listen-address=");
        prometheus = watcher(
                "prometheus",
                "prometheus",
                9090,
                "--config.file=/watch/prometheus.yml",
                "--storage.tsdb.path=/tmp/data",
                "--rules.alert.resend-delay=1s");
    }

    StandIns all() {
        return all;
    }

    SpherosegHome home() {
        return home;
    }

    StandInDatabase database() {
        return database;
    }

    StandIn redis() {
        return redis;
    }

    /** What the catalog takes from the environment. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("DOCKER_HOST", engine.host().toString());
        settings.put("SPHEROSEG_ENGINE", engine.host().toString());
        settings.put("SPHEROSEG_PROJECT", all.project());
        settings.put("SPHEROSEG_HOME", home.folder().toString());
        settings.put("SPHEROSEG_SITE", site());
        settings.put("SPHEROSEG_API", api());
        settings.put("SPHEROSEG_ML", front.url(5002));
        settings.put("SPHEROSEG_TLS", front.address(443));
        settings.put("SPHEROSEG_CA", home.at("authority.pem").toString());
        settings.put("SPHEROSEG_DB_URL", database.url());
        settings.put("SPHEROSEG_REDIS_URL", "redis://" + redis.address(6379));
        settings.put("SPHEROSEG_S3", storage.url());
        settings.put("SPHEROSEG_BUCKET", "backups");
        settings.put("SPHEROSEG_S3_KEY", "access-of-the-store");
        settings.put("SPHEROSEG_S3_SECRET", "secret-of-the-store");
        settings.put("SPHEROSEG_PROMETHEUS", prometheus.url(9090));
        settings.put("SPHEROSEG_ALERTMANAGER", alertmanager.url(9093));
        settings.put("SPHEROSEG_REPOSITORY", home.at("origin.git").toString());
        settings.put("SPHEROSEG_NPM", home.at("checkout/backend/bin/npm").toString());
        settings.put("SPHEROSEG_TRIVY", image("trivy"));
        settings.put("SPHEROSEG_DEBUG_SECONDS", "1");
        settings.put("SPHEROSEG_PROFILE_SECONDS", "2");
        settings.put("SPHEROSEG_IDLE", "1s");
        settings.put("SPHEROSEG_PAUSE", "1s");
        return settings;
    }

    String site() {
        return front.url(80);
    }

    String api() {
        return front.url(8080);
    }

    /** What a GET answers; status 0 when nothing does. */
    static HttpResponse<String> get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a POST answers. */
    static HttpResponse<String> post(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.noBody()));
    }

    void awaitWell() {
        for (String url :
                List.of(site(), api() + "/health", front.url(5002) + "/health", prometheus.url(9090) + "/-/ready")) {
            Awaitility.await(url)
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(get(url))
                            .as(() -> front.container().log())
                            .extracting(HttpResponse::statusCode)
                            .isEqualTo(200));
        }
    }

    /** From now on alerts are told to that opsdeck. */
    void alert(Deck deck) throws IOException {
        String gateway = engine.docker()
                .inspectNetworkCmd()
                .withNetworkId(all.project())
                .exec()
                .getIpam()
                .getConfig()
                .getFirst()
                .getGateway();
        Path file = home.at("watch/alertmanager.yml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "http://127.0.0.1:1",
                                "http://" + gateway + ":" + deck.url().getPort())
                        .replace("not-known-yet", Deck.ALERTS_TOKEN));
        alertmanager.exec("curl", "-fsS", "-X", "POST", "http://127.0.0.1:9093/-/reload");
    }

    /** Ends all containers of a service behind opsdeck's back. */
    void engineStops(String service) {
        all.now(service).forEach(container -> engine.docker()
                .stopContainerCmd(container.getId())
                .withTimeout(1)
                .exec());
    }

    /** Waits until Prometheus has an answer to the query. */
    void awaitMeasured(String query) {
        String url = prometheus.url(9090) + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        Awaitility.await(query).atMost(Duration.ofSeconds(60)).until(() -> get(url).body()
                .contains("\"value\":"));
    }

    /** What Alertmanager keeps quiet. */
    String silences() {
        return get(alertmanager.url(9093) + "/api/v2/silences").body();
    }

    /** The one container of a service as it is now. */
    StandIn now(String service) {
        List<com.github.dockerjava.api.model.Container> found = all.now(service);
        if (found.size() != 1) {
            throw new IllegalStateException(service + " has " + found.size() + " containers");
        }
        return new StandIn(service, engine.container(found.getFirst().getId()), Map.of());
    }

    private StandIn watcher(String service, String program, int port, String... arguments) {
        String path = "/usr/bin/" + program;
        HostConfig host = new HostConfig()
                .withBinds(
                        new Bind(
                                Tool.program(program).toString(),
                                new Volume(path),
                                com.github.dockerjava.api.model.AccessMode.ro),
                        // Templates, which Debian's programs have there.
                        new Bind(
                                "/usr/share/prometheus",
                                new Volume("/usr/share/prometheus"),
                                com.github.dockerjava.api.model.AccessMode.ro),
                        new Bind(home.at("watch").toString(), new Volume("/watch")));
        return all.start(
                service,
                engine.docker()
                        .createContainerCmd(StandIns.IMAGE)
                        .withCmd(Stream.concat(Stream.of(path), Stream.of(arguments))
                                .toList()),
                host,
                port);
    }

    private void start(String service, String image, List<String> folders, String... command) {
        var create = engine.docker().createContainerCmd(image);
        if (command.length > 0) {
            create.withCmd(command);
        }
        all.start(service, create, binds(folders));
    }

    private HostConfig binds(List<String> folders) {
        return new HostConfig()
                .withBinds(folders.stream()
                        .map(each -> each.split(":", 2))
                        .map(each -> new Bind(home.at(each[0]).toString(), new Volume(each[1])))
                        .toList());
    }

    private void build(String part) {
        engine.docker()
                .buildImageCmd(home.at("checkout/" + part).toFile())
                .withTags(Set.of(image(part)))
                .start()
                .awaitImageId(2, TimeUnit.MINUTES);
    }

    private String image(String part) {
        return all.project() + "-" + part;
    }

    private void restart(StandIn standIn) {
        engine.docker().restartContainerCmd(standIn.container().id()).exec();
        Awaitility.await()
                .until(() -> standIn.exec("pg_isready", "-h", "127.0.0.1").contains("accepting"));
    }

    @Override
    public void close() {
        all.close();
        storage.close();
        engine.docker().listImagesCmd().exec().stream()
                .flatMap(image -> Stream.ofNullable(image.getRepoTags()).flatMap(Stream::of))
                .filter(tag -> tag.startsWith(all.project()) || tag.contains("/" + "spheroseg-"))
                .forEach(tag ->
                        engine.docker().removeImageCmd(tag).withForce(true).exec());
    }
}
