package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.testing.Cluster;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.FreePort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The scraper on a real Kubernetes: database, queue, cache, platforms and the app, each a Deployment. */
final class ScraperCluster implements AutoCloseable {
    static final String APP = "social-media-scraper-app";

    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final String PASSWORD = "stand-in-of-the-cluster";

    /** One pod that keeps a port of the node, so that its address stays whatever becomes of the pod. */
    private static final String BACKING = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: %1$s }
            spec:
              replicas: 1
              strategy: { type: Recreate }
              selector: { matchLabels: { app: %1$s } }
              template:
                metadata: { labels: { app: %1$s } }
                spec:
                  dnsPolicy: Default
                  terminationGracePeriodSeconds: 2
                  volumes: [ { name: data, hostPath: { path: "%6$s", type: DirectoryOrCreate } } ]
                  containers:
                  - name: main
                    image: %2$s
                    imagePullPolicy: Never
                    command: %3$s
                    env: [ { name: DB_USER, value: scraper }, { name: DB_NAME, value: scraper }, { name: DB_PASSWORD, value: %7$s }, { name: PORT, value: "%4$d" } ]
                    ports: [ { containerPort: %4$d, hostPort: %5$d } ]
                    volumeMounts: [ { name: data, mountPath: /data } ]
                    readinessProbe: { tcpSocket: { port: %4$d }, periodSeconds: 1 }
            """;

    private static final String MANIFEST = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: social-media-scraper-app }
            spec:
              replicas: 2
              progressDeadlineSeconds: 30
              strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 2 } }
              selector: { matchLabels: { app: social-media-scraper-app } }
              template:
                metadata: { labels: { app: social-media-scraper-app } }
                spec:
                  dnsPolicy: Default
                  terminationGracePeriodSeconds: 10
                  containers:
                  - name: social-media-scraper-app
                    image: %1$s
                    imagePullPolicy: Never
                    env:
                    - { name: DATABASE, value: "%2$s" }
                    - { name: STAGING_DATABASE, value: "%3$s" }
                    - { name: QUEUE, value: "%4$s" }
                    - { name: CACHE, value: "%5$s" }
                    - { name: REDIS, value: "%4$s" }
                    - { name: PLATFORMS, value: "http://%6$s" }
                    resources: { limits: { cpu: 1000m, memory: 256Mi }, requests: { cpu: 10m, memory: 16Mi } }
                    readinessProbe: { httpGet: { path: /health, port: 8000 }, periodSeconds: 2, timeoutSeconds: 10, failureThreshold: 3 }
                    lifecycle: { preStop: { exec: { command: [sleep, "2"] } } }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: social-media-scraper-app }
            spec: { selector: { app: social-media-scraper-app }, ports: [ { port: 8000 } ] }
            ---
            apiVersion: autoscaling/v1
            kind: HorizontalPodAutoscaler
            metadata: { name: social-media-scraper-app }
            spec: { minReplicas: 2, maxReplicas: 6, targetCPUUtilizationPercentage: 70, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: social-media-scraper-app } }
            """;

    private final Cluster cluster;
    private final Engine engine;
    private final Map<String, Integer> ports = new HashMap<>();
    private final String node;
    private final ClusterService service;

    /** @param data folder for the database's files */
    ScraperCluster(Cluster cluster, Engine engine, ScraperImages images, Path data) {
        this.cluster = cluster;
        this.engine = engine;
        node = engine.docker()
                .inspectNetworkCmd()
                .withNetworkId("bridge")
                .exec()
                .getIpam()
                .getConfig()
                .getFirst()
                .getGateway();
        List.of("database", "queue", "cache", "platforms").forEach(name -> ports.put(name, FreePort.any()));
        back("database", "[ bash, -c, " + quoted(StandIns.SERVE_POSTGRES) + ", postgres, -c, fsync=off ]", 5432, data);
        String redis = "[ redis-server, --protected-mode, 'no', --save, '', --dir, /tmp ]";
        back("queue", redis, 6379, data);
        back("cache", redis, 6379, data);
        back(
                "platforms",
                "[ bash, -c, 'rm -r /app/www; mv /app/platforms /app/www; exec perl /app/app.pl' ]",
                8000,
                data,
                images.name(ScraperImages.FIRST));
        List.of("database", "queue", "cache", "platforms").forEach(this::awaitReady);
        exec("database", "createdb", "-U", "postgres", "-O", "scraper", "staging");
        cluster.create(MANIFEST.formatted(
                images.name(ScraperImages.FIRST),
                conninfo("scraper"),
                conninfo("staging"),
                inside("queue"),
                inside("cache"),
                inside("platforms")));
        service = new ClusterService(cluster, APP, 8000);
        awaitReady(APP);
        for (String environment : List.of("production", "staging")) {
            assertThat(exec(APP, "./scripts/migrate.sh", "upgrade", environment))
                    .contains("1 now");
        }
        exec("database", "psql", "-U", "postgres", "-qc", "analyze", "scraper");
    }

    private static String quoted(String script) {
        return '"' + script.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private void back(String name, String command, int port, Path data) {
        back(name, command, port, data, StandIns.IMAGE);
    }

    private void back(String name, String command, int port, Path data, String image) {
        cluster.create(BACKING.formatted(name, image, command, port, ports.get(name), data.resolve(name), PASSWORD));
    }

    private void awaitReady(String workload) {
        Awaitility.await(workload)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(
                        () -> deployment(workload).getStatus(),
                        status -> status != null
                                && status.getReadyReplicas() != null
                                && status.getReadyReplicas()
                                        .equals(deployment(workload).getSpec().getReplicas()));
    }

    io.fabric8.kubernetes.api.model.apps.Deployment deployment(String name) {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName(name)
                .get();
    }

    /** How many pods the app's autoscaler keeps at least. */
    int least() {
        return cluster.client()
                .autoscaling()
                .v1()
                .horizontalPodAutoscalers()
                .inNamespace(cluster.namespace())
                .withName(APP)
                .get()
                .getSpec()
                .getMinReplicas();
    }

    /** Changes how many pods there are behind the product's back, and waits for that. */
    void scale(String workload, int replicas) {
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName(workload)
                .scale(replicas);
        Awaitility.await().atMost(PATIENCE).until(() -> all(workload).size() == replicas);
    }

    /** Those that are not being ended. */
    List<Pod> pods(String workload) {
        return all(workload).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    private List<Pod> all(String workload) {
        return cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("app", workload)
                .list()
                .getItems();
    }

    /** Runs a program in the first pod of a workload; returns what it printed. */
    String exec(String workload, String... program) {
        var said = new ByteArrayOutputStream();
        try (ExecWatch exec = cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withName(pods(workload).getFirst().getMetadata().getName())
                .writingOutput(said)
                .writingError(said)
                .exec(program)) {
            exec.exitCode().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(String.join(" ", program), e);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** The rows of a query on production's database. */
    List<String> rows(String sql) {
        return exec("database", "psql", "-U", "postgres", "-qtAc", sql, "scraper")
                .strip()
                .lines()
                .toList();
    }

    ClusterService service() {
        return service;
    }

    /** Asks for posts so often that what is measured speaks of more than the first request after a start. */
    void traffic(int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(service.get("/posts")).isEqualTo(200);
        }
    }

    /** What the catalog needs to know of it. */
    Map<String, String> settings() {
        String platforms = "http://127.0.0.1:" + ports.get("platforms");
        return Map.of(
                "SCRAPER_CONTEXT",
                Cluster.CONTEXT,
                "SCRAPER_NAMESPACE",
                cluster.namespace(),
                "SCRAPER_URL",
                service.url().toString(),
                "SCRAPER_DB_URL",
                url("scraper"),
                "SCRAPER_STAGING_DB_URL",
                url("staging"),
                "SCRAPER_CACHE_REDIS_URL",
                "redis://127.0.0.1:" + ports.get("cache"),
                "SCRAPER_QUEUE_REDIS_URL",
                "redis://127.0.0.1:" + ports.get("queue"),
                "SCRAPER_INSTAGRAM_URL",
                platforms + "/instagram",
                "SCRAPER_X_URL",
                platforms + "/x",
                "SCRAPER_YOUTUBE_URL",
                platforms + "/youtube");
    }

    private String url(String database) {
        return "postgresql://scraper:%s@127.0.0.1:%d/%s".formatted(PASSWORD, ports.get("database"), database);
    }

    private String conninfo(String database) {
        return "host=%s port=%d user=scraper password=%s dbname=%s"
                .formatted(node, ports.get("database"), PASSWORD, database);
    }

    private String inside(String name) {
        return node + ":" + ports.get(name);
    }

    /** Waits until no pod runs: its image would stay. The cluster itself takes longer to forget its pods. */
    @Override
    public void close() {
        service.close();
        var client = cluster.client();
        client.apps().deployments().inNamespace(cluster.namespace()).delete();
        client.pods().inNamespace(cluster.namespace()).withGracePeriod(1).delete();
        Awaitility.await("the end of all pods").atMost(PATIENCE).until(() -> engine.docker()
                .listContainersCmd()
                .withLabelFilter(Map.of("io.kubernetes.pod.namespace", cluster.namespace()))
                .exec()
                .isEmpty());
    }
}
