package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import dev.opsdeck.testing.AlertmanagerServer;
import dev.opsdeck.testing.CertificateAuthority;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.ObjectStorage;
import dev.opsdeck.testing.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands in the place of the Spotex platform and of the server that it runs on. */
final class SpotexStandIns implements AutoCloseable {
    private static final String RULES = """
            groups:
              - name: spotex
                rules:
                  - alert: HighErrorRate
                    expr: 100 * sum(rate(http_requests_total{service="backend-api",status=~"5.."}[20s])) / sum(rate(http_requests_total{service="backend-api"}[20s])) > 5
                    labels: { severity: critical, service: backend-api }
                    annotations: { summary: 'Error rate is {{ printf "%.0f" $value }} %, more than 5 %' }
                  - alert: SlowApi
                    expr: sum(rate(http_request_duration_seconds_sum{service="backend-api"}[20s])) / sum(rate(http_request_duration_seconds_count{service="backend-api"}[20s])) > 2
                    labels: { severity: warning, service: backend-api-time }
                    annotations: { summary: 'Responses take {{ printf "%.1f" $value }} s, more than 2 s' }
            """;

    final StandIns standIns;
    final StandInDatabase database;
    final StandIn redis;
    final StandIn api;
    final StandIn admin;
    final StandIn deployments;
    final StandIn nginx;
    final SpotexServer server;

    private final StandInRegistry registry = new StandInRegistry();
    private final AlertmanagerServer alertmanager = AlertmanagerServer.start();
    private final ObjectStorage storage = ObjectStorage.start();
    private final PrometheusServer prometheus;
    private final CertificateAuthority authority;
    private final Path folder;

    SpotexStandIns(Engine engine, Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        standIns = new StandIns(engine);
        server = new SpotexServer(folder);
        authority = CertificateAuthority.root("spotex authority", Instant.now());
        authority.pem(folder, "authority");
        certificate("server", Duration.ofDays(5));
        certificate("next", Duration.ofDays(90));
        database = standIns.postgres(
                "postgres",
                "spotex_prod",
                "first-password",
                "spotex_platform_prod",
                server.home(),
                "max_connections=30",
                "shared_preload_libraries=pg_stat_statements");
        data();
        redis = standIns.redis("redis");
        images();
        api = standIns.app(App.of("backend-api", 3000)
                .from(image("backend-api", "2.3.0"))
                .unpublished()
                .reading(server.home())
                .using(database)
                .usingRedis(redis));
        admin = standIns.app(App.of("frontend-admin", 3001)
                .from(image("frontend-admin", "2.3.0"))
                .unpublished()
                .health("/"));
        deployments = startDeployments();
        nginx = standIns.start(
                "nginx",
                engine.docker().createContainerCmd(StandIns.IMAGE).withCmd("nginx", "-g", "daemon off;"),
                new HostConfig()
                        .withBinds(
                                new Bind(
                                        folder.resolve("nginx/nginx.conf").toString(),
                                        new Volume("/etc/nginx/nginx.conf")),
                                new Bind(folder.resolve("nginx/opsdeck").toString(), new Volume("/etc/nginx/opsdeck")),
                                new Bind(folder.resolve("certificates").toString(), new Volume("/etc/certificates"))),
                80,
                443);
        StandIn exporter = standIns.app(
                App.of("exporter", 9100).from(image("exporter", "1")).using(database));
        prometheus = PrometheusServer.start(
                RULES,
                alertmanager,
                Map.of(
                        "api@" + nginx.address(80),
                        "/api/metrics",
                        "server@" + exporter.address(9100),
                        "/node-metrics"));
    }

    private void data() {
        database.run(
                "create extension pg_stat_statements",
                "create table orders (id int primary key, note text)",
                "insert into orders select n, 'note ' || n from generate_series(1, 5000) n",
                "create table _prisma_migrations (migration_name text primary key, finished_at timestamptz,"
                        + " rolled_back_at timestamptz)",
                "insert into _prisma_migrations values ('20250101_first', now(), null)",
                "alter table orders owner to spotex_prod",
                "alter table _prisma_migrations owner to spotex_prod");
    }

    private void images() {
        for (String version : List.of("2.3.0", "2.4.0", "2.5.0")) {
            standIns.image(
                    image("backend-api", version),
                    "ENV VERSION=" + version,
                    StandIns.program("/usr/local/bin/npx", StandIns.resource("spotex-npx.sh")),
                    StandIns.program("/app/www/token", StandIns.resource("spotex-token.sh")),
                    version.equals("2.5.0") ? "RUN mkdir /switch && touch /switch/broken" : "");
            standIns.image(image("frontend-admin", version), "ENV VERSION=" + version);
            standIns.smallImage(registry.name("deployment-service:" + version), "ENV VERSION=" + version);
        }
        standIns.image(
                image("exporter", "1"),
                StandIns.program("/app/www/node-metrics", StandIns.resource("spotex-metrics.sh")));
    }

    /** Starts the service that is fetched from a registry. */
    StandIn startDeployments() {
        return standIns.start(
                "deployment-service",
                standIns.engine()
                        .docker()
                        .createContainerCmd(registry.name("deployment-service:2.4.0"))
                        .withCmd("sh", "-c", "[ ! -e /broken ] || exit 3; echo ready; exec httpd -f -p 4000"),
                new HostConfig());
    }

    /** From now on the registry has something newer under that name. */
    void publish(String name) {
        standIns.smallImage(image("newer", "1"), "ENV BUILD=" + name.hashCode());
        registry.push(standIns.engine(), image("newer", "1"), name);
    }

    /** Has the engine cleared, which only a plan does while others have things on it. */
    void cleanUp(Journey journey) {
        String unused = standIns.project() + "_unused";
        standIns.engine().docker().createVolumeCmd().withName(unused).exec();
        // Of two images of one name the first has none any more.
        for (String build : List.of("first", "second")) {
            standIns.smallImage(image("rebuilt", "1"), "ENV BUILD=" + build + unused);
        }
        if (Neighbours.on(standIns.engine())) {
            journey.asks("prune spotex --dry-run").answers("emove");
            journey.asks("prune spotex --volumes --dry-run").answers("olume");
            standIns.engine().docker().removeVolumeCmd(unused).exec();
            journey.proves("SPO-025", "SPO-041");
            return;
        }
        journey.carriesOut("SPO-025").succeeds();
        assertThat(volumes()).contains(unused);
        journey.carriesOut("SPO-041").succeeds();
        assertThat(volumes()).doesNotContain(unused).anyMatch(volume -> volume.endsWith("_postgres-data"));
        assertThat(standIns.now(api).container().running()).isTrue();
    }

    List<String> volumes() {
        return standIns.engine().docker().listVolumesCmd().exec().getVolumes().stream()
                .map(volume -> volume.getName())
                .toList();
    }

    StandIn redis() {
        return standIns.now(redis);
    }

    String alerts() {
        return alertmanager.active();
    }

    /** Whether the database takes that password from another container. */
    boolean signsIn(String password) {
        return standIns.now(admin)
                .exec(
                        "sh",
                        "-c",
                        "PGPASSWORD='" + password + "' psql '" + database.conninfoWithoutPassword()
                                + "' -qtAc 'select 42'")
                .strip()
                .equals("42");
    }

    /** The name of a version of a service's image. */
    String image(String service, String version) {
        return "opsdeck-test/" + standIns.project() + "-" + service + ":" + version;
    }

    private void certificate(String name, Duration time) throws IOException, GeneralSecurityException {
        Path certificates = Files.createDirectories(folder.resolve("certificates"));
        authority
                .issue(
                        "*.spotexsrl.com",
                        Instant.now().minus(Duration.ofDays(85)),
                        Instant.now().plus(time).plusSeconds(3600))
                .pem(certificates, name);
    }

    /** What the catalog takes from the environment. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(server.settings());
        settings.put("DOCKER_HOST", standIns.engine().host().toString());
        settings.put("SPOTEX_PROJECT", standIns.project());
        settings.put("SPOTEX_REDIS_URL", "redis://" + redis.address(6379));
        settings.put("SPOTEX_S3_URL", storage.url());
        settings.put("SPOTEX_BUCKET", "backups");
        settings.put("SPOTEX_S3_ACCESS_KEY", "spotex-access");
        settings.put("SPOTEX_S3_SECRET_KEY", "spotex-secret-key");
        settings.put("SPOTEX_PROMETHEUS_URL", prometheus.url().toString());
        settings.put("SPOTEX_ALERTMANAGER_URL", alertmanager.url().toString());
        settings.put("SPOTEX_AUTHORITY", folder.resolve("authority.pem").toString());
        settings.put("SPOTEX_NODE", "perl");
        for (String page : List.of("API", "ADMIN", "AGENCY", "GRAFANA", "KIBANA")) {
            settings.put("SPOTEX_" + page + "_URL", url(page.toLowerCase(java.util.Locale.ROOT)));
            settings.put("SPOTEX_" + page + "_TLS", nginx.address(443));
        }
        return settings;
    }

    /** A page of the web server. */
    String url(String page) {
        return nginx.url(80) + "/" + page;
    }

    void awaitMetrics(String query) {
        prometheus.awaitData(query);
    }

    @Override
    public void close() {
        prometheus.close();
        alertmanager.close();
        storage.close();
        registry.close();
        standIns.close();
    }
}
