package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.testing.Cluster;
import dev.opsdeck.testing.ClusterTest;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system on a real Kubernetes, asked as people do. */
@ClusterTest
final class ClusterFlowTest {
    private static final String CHANNEL = "shop-ops";
    private static final String ACCESS = """
            people:
              U0OMAR: { handle: omar, name: Omar Haddad, email: omar@demo.example, groups: [sre] }
            roles:
              viewer: { everyone: true }
              operator: { groups: [sre] }
            rules:
              - { allow: read, to: viewer }
              - { allow: change, to: operator }
            """;
    private static final String SYSTEM = """
            system: shop
            title: Shop
            channels: { ops: shop-ops, incidents: shop-incidents }
            runtime: { kubernetes: { context: %s, namespace: %s } }
            services:
              web: {}
              broken: {}
              backend: { container: api }
            """;
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: %1$s, annotations: { kubernetes.io/change-cause: "release of %1$s" } }
            spec:
              replicas: %2$s
              selector: { matchLabels: { app: %1$s } }
              template:
                metadata: { labels: { app: %1$s } }
                spec:
                  dnsPolicy: Default
                  terminationGracePeriodSeconds: 0
                  containers: [ { name: main, image: opsdeck-test/busybox, imagePullPolicy: Never, command: [sh, -c, "%3$s"] } ]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @BeforeAll
    static void start(Cluster cluster) throws IOException {
        cluster.create(DEPLOYMENT.formatted("web", 2, "echo web is born; exec sleep 3600"));
        cluster.create(DEPLOYMENT.formatted("broken", 1, "exit 3"));
        cluster.create(DEPLOYMENT.formatted("api", 1, "exec sleep 3600"));
        Path catalog = Files.createDirectory(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(catalog.resolve("shop.yml"), SYSTEM.formatted(Cluster.CONTEXT, cluster.namespace()));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.slack().limits().enforce(false);
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    @Test
    void the_status_board_shows_pods_worst_first_with_what_is_wrong() {
        String board = await("/ops status", "CrashLoopBackOff after Error (exit code 3)");

        assertThat(board)
                .contains("1 of 3 needs attention", "2 of 2 running", "opsdeck-test/busybox", "*backend*  ·  running");
        assertThat(board.indexOf("*broken*")).isLessThan(board.indexOf("*web*"));
    }

    @Test
    void a_rollout_is_answered_with_its_history_and_leads_on() {
        String card = await("/ops rollout web", "rolled out, 2 of 2 pods available, revision");

        assertThat(card).contains("release of web", "rollout shop/web events", "stats shop/web");
        assertThat(await("/ops rollout broken events", "BackOff of Pod broken-"))
                .contains("Back-off restarting failed");
        assertThat(await("/ops rollout backend", "Deployment api")).contains("release of api");
    }

    @Test
    void what_pods_use_and_what_they_wrote_is_answered_as_for_containers() {
        assertThat(await("/ops stats web", "MEMORY")).contains("web-").doesNotContain("Nobody can tell");
        assertThat(await("/ops logs web", "web is born")).contains("web-");
    }

    @Test
    void a_workload_is_restarted_by_a_rollout_and_scaled() throws Exception {
        var operator = new Requests(deck, Shop.OPERATOR, CHANNEL);

        Run restarted = operator.ended("restart web");
        assertThat(restarted.state()).as(restarted.note()).isEqualTo(RunState.SUCCEEDED);
        for (String text : List.of("scale web 3", "scale web 2")) {
            Run scaled = operator.ended(text);
            assertThat(scaled.state()).as(scaled.note()).isEqualTo(RunState.SUCCEEDED);
        }
    }

    @Test
    void the_health_of_opsdeck_tells_of_the_cluster() throws Exception {
        URI health = deck.url().resolve("/health");
        try (var http = HttpClient.newHttpClient()) {
            String body = http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString())
                    .body();
            assertThat(body).contains("\"clusters\"", Cluster.CONTEXT);
        }
    }

    /** Asks again until the answer has the words: pods take their time. */
    private static String await(String command, String words) {
        return Awaitility.await(command + " answers " + words)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(1, TimeUnit.SECONDS)
                .until(() -> answer(command), answer -> answer.contains(words));
    }

    private static String answer(String command) throws Exception {
        int before = deck.privates(Shop.OPERATOR, CHANNEL).size();
        deck.slack().as(Shop.OPERATOR).command(CHANNEL, command);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            var all = deck.privates(Shop.OPERATOR, CHANNEL);
                            return all.size() > before ? all.getLast() : "";
                        },
                        text -> !text.isEmpty() && !text.contains("Asking shop") && !text.contains("Looking at"));
    }
}
