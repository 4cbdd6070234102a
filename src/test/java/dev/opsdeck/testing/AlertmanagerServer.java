package dev.opsdeck.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A real Alertmanager that notifies nobody; a critical alert inhibits the warnings of the same {@code service}. Only
 * where {@link Tool#PROMETHEUS} is there.
 */
public final class AlertmanagerServer implements AutoCloseable {
    private static final String CONFIGURATION = """
            route: { receiver: nobody, group_wait: 0s, group_interval: 1s, group_by: [ %s ] }
            receivers: [ { name: nobody %s } ]
            inhibit_rules:
              - { source_matchers: [ severity="critical" ], target_matchers: [ severity="warning" ], equal: [ service ] }
            """;

    private final ServerProcess process;
    private final URI url;

    private AlertmanagerServer(ServerProcess process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts it and waits until it is ready. */
    public static AlertmanagerServer start() {
        return start("", "");
    }

    /** The same, but it posts alerts, grouped by name, to the URL with the bearer token. */
    public static AlertmanagerServer notifying(URI webhook, String token) {
        return start(
                "alertname",
                ", webhook_configs: [ { url: \"" + webhook + "\", send_resolved: true, http_config: { authorization:"
                        + " { credentials: \"" + token + "\" } } } ]");
    }

    private static AlertmanagerServer start(String groupBy, String webhook) {
        Path folder = ServerProcess.folder("alertmanager");
        int port = FreePort.any();
        URI url = URI.create("http://127.0.0.1:" + port);
        try {
            Files.writeString(folder.resolve("alertmanager.yml"), CONFIGURATION.formatted(groupBy, webhook));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var command = List.of(
                Tool.program("prometheus-alertmanager").toString(),
                "--config.file=alertmanager.yml",
                "--storage.path=data",
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=",
                "--log.level=warn");
        var process = ServerProcess.start(folder, command, () -> !ServerProcess.get(url.resolve("/-/ready"))
                .isEmpty());
        return new AlertmanagerServer(process, url);
    }

    /** Raises an alert and waits until it is known. */
    public void fire(String name, String severity, String service, String summary, Instant since) {
        ServerProcess.post(
                url.resolve("/api/v2/alerts"),
                "[{\"labels\":" + json(Map.of("alertname", name, "severity", severity, "service", service))
                        + ",\"annotations\":" + json(Map.of("summary", summary)) + ",\"startsAt\":\"" + since
                        + "\",\"endsAt\":\"" + since.plus(Duration.ofDays(3650)) + "\"}]");
        awaitState(name, "");
    }

    /** What fires and nobody has silenced, as JSON. */
    public String active() {
        return ServerProcess.get(url.resolve("/api/v2/alerts?active=true&silenced=false&inhibited=false"))
                .strip();
    }

    /** Who silenced something that counts now. */
    public String silences() {
        return ServerProcess.get(url.resolve("/api/v2/silences"));
    }

    /** Silences the alerts of that name and waits until they are. */
    public void silence(String name, String by, String comment, Instant from, Instant until) {
        ServerProcess.post(
                url.resolve("/api/v2/silences"),
                "{\"matchers\":[{\"name\":\"alertname\",\"value\":\"" + name
                        + "\",\"isRegex\":false,\"isEqual\":true}],\"startsAt\":\"" + from + "\",\"endsAt\":\""
                        + until + "\",\"createdBy\":\"" + by + "\",\"comment\":\"" + comment + "\"}");
        awaitState(name, "?silenced=true&active=false");
    }

    /** Waits until somebody has raised it. */
    public void awaitFiring(String name) {
        awaitState(name, "");
    }

    /** Waits until another alert keeps it quiet. */
    public void awaitInhibited(String name) {
        awaitState(name, "?inhibited=true&active=false&silenced=false");
    }

    private void awaitState(String name, String filter) {
        Awaitility.await(name + " is known")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ServerProcess.get(url.resolve("/api/v2/alerts" + filter))
                        .contains("\"" + name + "\""));
    }

    private static String json(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(one -> "\"" + one.getKey() + "\":\"" + one.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
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
