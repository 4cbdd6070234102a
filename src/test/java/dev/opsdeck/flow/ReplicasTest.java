package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.StepState;
import dev.opsdeck.sim.SimServer;
import dev.opsdeck.sim.workspace.SimWorkspace;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.Replica;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.TestDatabase;
import dev.opsdeck.testing.Versions;
import dev.opsdeck.testing.Workload;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EngineTest
@SuppressWarnings("NullAway.Init") // each test starts them first
final class ReplicasTest {
    /** What was promised: another process goes on within this time. */
    private static final Duration TAKEOVER = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String OPERATOR = "U0OMAR";
    private static final String CHANNEL = "shop-ops";
    private static final String SIGNING_SECRET = "test-signing-secret";
    private static final String BOT_TOKEN = "xoxb-test-bot-token";
    private static final String HEALTH_TOKEN = "token-of-the-health-check";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private final Jdbi jdbi = database.jdbi();
    private final RunStore runs = new RunStore();
    private SimServer slack;
    private Replica first;
    private Replica second;

    @AfterEach
    void stop() {
        first.close();
        second.close();
        slack.close();
    }

    @Test
    void a_worker_killed_while_the_container_stops_leaves_exactly_one_restart(Engine engine) throws Exception {
        TestContainer backend = engine.start(Workload.of("backend").slowToStop(Duration.ofSeconds(3)));
        start(engine);

        restartAndKillWhen(run -> run.steps().getFirst().state() == StepState.RUNNING);

        assertThat(ended().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(backend.starts()).isEqualTo(2);
        assertThat(messages()).anyMatch(text -> text.contains("Run again"));
    }

    @Test
    void a_worker_killed_while_it_waits_for_health_leaves_exactly_one_restart(Engine engine) throws Exception {
        TestContainer backend = engine.start(Workload.of("backend").comesBackAfter(Duration.ofSeconds(4)));
        start(engine);

        restartAndKillWhen(run -> run.steps().getLast().state() == StepState.RUNNING);

        assertThat(ended().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(backend.starts()).isEqualTo(2);
    }

    @Test
    void a_worker_that_is_asked_to_stop_hands_over(Engine engine) throws Exception {
        TestContainer backend = engine.start(Workload.of("backend").comesBackAfter(Duration.ofSeconds(6)));
        start(engine);
        request();
        awaitRun(run -> run.steps().getLast().state() == StepState.RUNNING);

        assertThat(first.terminate()).isIn(0, 143);

        assertThat(ended().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(backend.starts()).isEqualTo(2);
    }

    @Test
    void replicas_that_receive_the_same_delivery_at_the_same_moment_make_one_run(Engine engine) throws Exception {
        TestContainer backend = engine.start(Workload.of("backend"));
        start(engine);
        HttpRequest.Builder delivery = signed("command=%2Fops&text=restart+backend&user_id=" + OPERATOR
                + "&user_name=omar&team_id=T0TEST&api_app_id=A0TEST&channel_id=C0SHOPOPS&channel_name=" + CHANNEL
                + "&trigger_id=1.2.3&response_url=" + slack.url() + "/none");

        try (HttpClient http = HttpClient.newHttpClient()) {
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.of(first, second, first, second)
                    .map(replica -> http.sendAsync(
                            delivery.copy()
                                    .uri(replica.url().resolve("/slack/events"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString()))
                    .toList();
            assertThat(answers.stream().map(CompletableFuture::join).toList()).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("Run 1 starts now");
            });
        }

        assertThat(ended().state()).isEqualTo(RunState.SUCCEEDED);
        List<Run> all = jdbi.inTransaction(tx -> runs.recent(tx, null, false, 10));
        assertThat(all).hasSize(1);
        assertThat(backend.starts()).isEqualTo(2);
        assertThat(Files.readString(first.log()) + Files.readString(second.log()))
                .contains("\"message\":\"Ready after")
                .doesNotContain(SIGNING_SECRET, BOT_TOKEN, HEALTH_TOKEN);
    }

    @Test
    void a_worker_killed_in_the_middle_of_a_deployment_leaves_one_container_of_the_new_version(Engine engine)
            throws Exception {
        try (var versions = new Versions(engine)) {
            String wanted = versions.well("2");
            TestContainer backend = engine.start(Workload.of("backend").slowToStop(Duration.ofSeconds(3)));
            start(engine);

            slack.sim().as(OPERATOR).command(CHANNEL, "/ops deploy backend " + versions.name("2"));
            killFirstWhen(run -> run.steps().stream()
                    .anyMatch(
                            step -> step.state() == StepState.RUNNING && step.step() instanceof ContainerStep.Replace));

            Run run = ended();
            assertThat(run.state()).as(run.note()).isEqualTo(RunState.SUCCEEDED);
            assertThat(engine.docker().listContainersCmd().withShowAll(true).exec().stream()
                            .filter(container -> engine.project()
                                    .equals(container.getLabels().get("com.docker.compose.project"))))
                    .singleElement()
                    .satisfies(container -> assertThat(container.getImageId()).isEqualTo(wanted));
            assertThat(backend.name()).isNotBlank();
        }
    }

    private static HttpRequest.Builder signed(String body) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SIGNING_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(("v0:" + now + ":" + body).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", Long.toString(now))
                .header("X-Slack-Signature", "v0=" + HexFormat.of().formatHex(signature))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private void restartAndKillWhen(Predicate<Run> moment) throws Exception {
        request();
        killFirstWhen(moment);
    }

    private void killFirstWhen(Predicate<Run> moment) throws Exception {
        awaitRun(moment);
        long epoch = epoch();
        first.kill();
        second.awaitReady();
        long killed = System.nanoTime();
        Awaitility.await("the take-over").atMost(PATIENCE).until(() -> epoch() > epoch);
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(TAKEOVER);
    }

    private void request() throws InterruptedException {
        slack.sim().as(OPERATOR).command(CHANNEL, "/ops restart backend");
    }

    private void start(Engine engine) throws IOException {
        int firstPort = freePort();
        slack = SimServer.start(workspace(URI.create("http://localhost:" + firstPort)));
        slack.sim().limits().enforce(false);
        Map<String, String> environment = environment(catalog(engine));
        first = Replica.start(firstPort, environment, folder.resolve("first.log"))
                .awaitReady();
        second = Replica.start(freePort(), environment, folder.resolve("second.log"))
                .awaitReady();
    }

    private Map<String, String> environment(Path catalog) {
        return Map.of(
                "OPSDECK_CATALOG",
                catalog.toString(),
                "OPSDECK_HOME",
                folder.toString(),
                "DATABASE_URL",
                database.jdbcUrl(),
                "DATABASE_USER",
                "postgres",
                "SLACK_SIGNING_SECRET",
                SIGNING_SECRET,
                "SLACK_BOT_TOKEN",
                BOT_TOKEN,
                "HEALTH_TOKEN",
                HEALTH_TOKEN,
                "SLACK_API_URL",
                slack.apiUrl());
    }

    private Path catalog(Engine engine) throws IOException {
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), """
                roles: { operator: { users: [U0OMAR] } }
                rules: [ { allow: [read, change], to: operator } ]
                """);
        Files.writeString(catalog.resolve("shop.yml"), """
                system: shop
                channels: { ops: shop-ops }
                runtime: { docker: { project: %s, host: "%s" } }
                services:
                  backend: { stop-timeout: 10s, health: { http: "%s?token=${HEALTH_TOKEN}", within: 30s } }
                """.formatted(engine.project(), engine.host(), health(engine)));
        return catalog;
    }

    private static String health(Engine engine) {
        return engine
                .docker()
                .listContainersCmd()
                .withLabelFilter(List.of("com.docker.compose.project=" + engine.project()))
                .exec()
                .stream()
                .flatMap(container -> java.util.Arrays.stream(container.getPorts()))
                .map(port -> "http://127.0.0.1:" + port.getPublicPort() + "/health")
                .findFirst()
                .orElseThrow();
    }

    private static SimWorkspace workspace(URI bot) {
        var credentials = new SimWorkspace.Credentials(SIGNING_SECRET, BOT_TOKEN, "xapp-test");
        var app = new SimWorkspace.App(
                "A0TEST",
                "opsdeck",
                "B0TEST",
                "U0BOT",
                credentials,
                bot,
                false,
                List.of(new SimWorkspace.Command("/ops", "", "", true)),
                List.of(),
                SimWorkspace.ALL_EVENTS);
        return new SimWorkspace(
                new SimWorkspace.Team("T0TEST", "test", "test"),
                app,
                List.of(new SimWorkspace.Person(OPERATOR, "omar", "Omar Haddad", "omar@demo.example", "", null)),
                List.of(),
                List.of(new SimWorkspace.Room("C0SHOPOPS", CHANNEL, "", false, List.of(OPERATOR, "U0BOT"))));
    }

    private void awaitRun(Predicate<Run> wanted) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> newest(), run -> run != null && wanted.test(run));
    }

    private @org.jspecify.annotations.Nullable Run newest() {
        return jdbi.inTransaction(tx -> runs.recent(tx, null, false, 1)).stream()
                .findFirst()
                .orElse(null);
    }

    private Run ended() {
        return java.util.Objects.requireNonNull(Awaitility.await()
                .atMost(PATIENCE)
                .until(this::newest, run -> run != null && run.state().ended()));
    }

    private long epoch() {
        return jdbi.withHandle(handle -> handle.createQuery("select max(epoch) from run")
                .mapTo(Long.class)
                .one());
    }

    private List<String> messages() {
        return slack.sim().messages(CHANNEL).stream()
                .map(message -> message.body().toString())
                .toList();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
