package dev.opsdeck.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real Prometheus that scrapes itself, and what a test names, every second; only where {@link Tool#PROMETHEUS} is there. */
public final class PrometheusServer implements AutoCloseable {
    private static final Duration SCRAPED = Duration.ofSeconds(30);

    private final ServerProcess process;
    private final URI url;

    private PrometheusServer(ServerProcess process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts it and waits until it has scraped itself. */
    public static PrometheusServer start() {
        return start("groups: []", null);
    }

    /**
     * The same with rules.
     *
     * @param rules the content of a rule file: recording rules make series of any value, alerting rules alert
     * @param alertmanager where it sends alerts; null for nowhere
     */
    public static PrometheusServer start(String rules, @Nullable AlertmanagerServer alertmanager) {
        return start(rules, alertmanager, Map.of());
    }

    /**
     * The same, and it scrapes something, too.
     *
     * @param target where {@code /metrics} is
     */
    public static PrometheusServer scraping(URI target, String job, String rules, AlertmanagerServer alertmanager) {
        return start(rules, alertmanager, Map.of(job + "@" + target.getAuthority(), "/metrics"));
    }

    /** Starts one that scrapes that URL, besides itself. */
    public static PrometheusServer scraping(URI target) {
        return start("groups: []", null, Map.of("target@" + target.getAuthority(), target.getPath()));
    }

    /**
     * The same, and it scrapes others, too.
     *
     * @param scraped paths of metrics, by {@code name@host:port}
     */
    public static PrometheusServer start(
            String rules, @Nullable AlertmanagerServer alertmanager, Map<String, String> scraped) {
        Path folder = ServerProcess.folder("prometheus");
        int port = FreePort.any();
        URI url = URI.create("http://127.0.0.1:" + port);
        try {
            Files.writeString(folder.resolve("rules.yml"), rules);
            Files.writeString(folder.resolve("prometheus.yml"), configuration(port, alertmanager, scraped));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var command = List.of(
                Tool.program("prometheus").toString(),
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=data",
                "--web.listen-address=127.0.0.1:" + port,
                // What fires before Alertmanager is found is sent again after this time; a minute if left alone.
                "--rules.alert.resend-delay=1s",
                "--log.level=warn");
        var process = ServerProcess.start(folder, command, () -> !ServerProcess.get(url.resolve("/-/ready"))
                .isEmpty());
        var server = new PrometheusServer(process, url);
        server.awaitData("up");
        return server;
    }

    private static String configuration(
            int port, @Nullable AlertmanagerServer alertmanager, Map<String, String> scraped) {
        String alerting = alertmanager == null
                ? ""
                : "alerting: { alertmanagers: [ { static_configs: [ { targets: [ \""
                        + alertmanager.url().getAuthority() + "\" ] } ] } ] }\n";
        return "global: { scrape_interval: 1s, evaluation_interval: 1s }\nrule_files: [ rules.yml ]\n" + alerting
                + "scrape_configs: [ { job_name: prometheus, static_configs: [ { targets: [ \"127.0.0.1:" + port
                + "\" ] } ] }"
                + String.join(
                        "",
                        scraped.entrySet().stream().map(PrometheusServer::job).toList())
                + " ]\n";
    }

    private static String job(Map.Entry<String, String> scraped) {
        String[] job = scraped.getKey().split("@", 2);
        return ", { job_name: " + job[0] + ", scrape_interval: 4s, scrape_timeout: 4s, metrics_path: "
                + scraped.getValue() + ", static_configs: [ { targets: [ \"" + job[1] + "\" ] } ] }";
    }

    /** Waits until the query has a result. */
    public void awaitData(String query) {
        URI instant = url.resolve("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        Awaitility.await(query + " has data")
                .atMost(SCRAPED)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> ServerProcess.get(instant).contains("\"value\":"));
    }

    /** Where it listens. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.close();
    }
}
