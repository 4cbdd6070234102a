package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.StepState;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.Versions;
import dev.opsdeck.testing.Workload;
import java.io.IOException;
import java.net.HttpURLConnection;
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
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EngineTest
@SuppressWarnings("NullAway.Init") // each test starts them first
final class ReplicasTest {
    private static final String OPERATOR = TwoReplicas.OPERATOR;
    private static final String CHANNEL = TwoReplicas.CHANNEL;
    private static final String HEALTH_TOKEN = "token-of-the-health-check";

    @TempDir
    Path folder;

    private TwoReplicas replicas;

    @AfterEach
    void stop() {
        replicas.close();
    }

    @Test
    void a_worker_killed_while_the_container_stops_leaves_exactly_one_restart(Engine engine) throws Exception {
        TestContainer backend = engine.start(Workload.of("backend").slowToStop(Duration.ofSeconds(3)));
        start(engine);

        replicas.killWhen("restart backend", run -> run.steps().getFirst().state() == StepState.RUNNING);

        assertThat(replicas.ended().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(backend.starts()).isEqualTo(2);
        assertThat(replicas.messages()).anyMatch(text -> text.contains("Run again"));
    }

    @Test
    void a_worker_killed_while_it_waits_for_health_leaves_exactly_one_restart(Engine engine) throws Exception {
        TestContainer backend = engine.start(Workload.of("backend").comesBackAfter(Duration.ofSeconds(4)));
        start(engine);

        replicas.killWhen("restart backend", run -> run.steps().getLast().state() == StepState.RUNNING);

        assertThat(replicas.ended().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(backend.starts()).isEqualTo(2);
    }

    @Test
    void a_worker_that_is_asked_to_stop_hands_over(Engine engine) throws Exception {
        TestContainer backend = engine.start(Workload.of("backend").comesBackAfter(Duration.ofSeconds(6)));
        start(engine);
        replicas.command("restart backend");
        replicas.awaitRun(run -> run.steps().getLast().state() == StepState.RUNNING);

        assertThat(replicas.worker().terminate()).isIn(0, 143);

        assertThat(replicas.ended().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(backend.starts()).isEqualTo(2);
    }

    @Test
    void replicas_that_receive_the_same_delivery_at_the_same_moment_make_one_run(Engine engine) throws Exception {
        TestContainer backend = engine.start(Workload.of("backend"));
        start(engine);
        HttpRequest.Builder delivery = signed("command=%2Fops&text=restart+backend&user_id=" + OPERATOR
                + "&user_name=omar&team_id=T0TEST&api_app_id=A0TEST&channel_id=C0SHOPOPS&channel_name=" + CHANNEL
                + "&trigger_id=1.2.3&response_url=" + replicas.slack().url() + "/none");

        try (HttpClient http = HttpClient.newHttpClient()) {
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.of(
                            replicas.first(), replicas.second(), replicas.first(), replicas.second())
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

        assertThat(replicas.ended().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(replicas.all()).hasSize(1);
        assertThat(backend.starts()).isEqualTo(2);
        assertThat(Files.readString(replicas.first().log())
                        + Files.readString(replicas.second().log()))
                .contains("\"message\":\"Ready after")
                .doesNotContain(TwoReplicas.SIGNING_SECRET, TwoReplicas.BOT_TOKEN, HEALTH_TOKEN);
    }

    @Test
    void a_worker_killed_in_the_middle_of_a_deployment_leaves_one_container_of_the_new_version(Engine engine)
            throws Exception {
        try (var versions = new Versions(engine)) {
            String wanted = versions.well("2");
            TestContainer backend = engine.start(Workload.of("backend").slowToStop(Duration.ofSeconds(3)));
            start(engine);

            replicas.killWhen("deploy backend " + versions.name("2"), ReplicasTest::replacing);

            Run run = replicas.ended();
            assertThat(run.state()).as(run.note()).isEqualTo(RunState.SUCCEEDED);
            onlyOneOf(engine, wanted);
            assertThat(backend.name()).isNotBlank();
        }
    }

    @Test
    void a_worker_killed_in_the_middle_of_a_rollback_leaves_one_container_of_the_earlier_version(Engine engine)
            throws Exception {
        try (var versions = new Versions(engine)) {
            String wanted = versions.well("2");
            versions.well("3");
            engine.start(Workload.of("backend").slowToStop(Duration.ofSeconds(3)));
            start(engine);
            for (String version : List.of("2", "3")) {
                Run deployed = replicas.ended("deploy backend " + versions.name(version));
                assertThat(deployed.state()).as(deployed.note()).isEqualTo(RunState.SUCCEEDED);
            }

            replicas.killWhen("rollback backend --to=" + versions.name("2"), ReplicasTest::replacing);

            Run run = replicas.ended();
            assertThat(run.state()).as(run.note()).isEqualTo(RunState.SUCCEEDED);
            onlyOneOf(engine, wanted);
        }
    }

    private static boolean replacing(Run run) {
        return run.steps().stream()
                .anyMatch(step -> step.state() == StepState.RUNNING && step.step() instanceof ContainerStep.Replace);
    }

    private static void onlyOneOf(Engine engine, String image) throws IOException {
        assertThat(engine.docker().listContainersCmd().withShowAll(true).exec().stream()
                        .filter(container ->
                                engine.project().equals(container.getLabels().get("com.docker.compose.project"))))
                .singleElement()
                .satisfies(container -> {
                    assertThat(container.getImageId()).isEqualTo(image);
                    assertThat(container.getState()).isEqualTo("running");
                });
        var asked = (HttpURLConnection) URI.create(health(engine)).toURL().openConnection();
        assertThat(asked.getResponseCode()).isEqualTo(200);
    }

    private static HttpRequest.Builder signed(String body) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(TwoReplicas.SIGNING_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(("v0:" + now + ":" + body).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", Long.toString(now))
                .header("X-Slack-Signature", "v0=" + HexFormat.of().formatHex(signature))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private void start(Engine engine) throws IOException {
        replicas = TwoReplicas.start(catalog(engine), folder, Map.of("HEALTH_TOKEN", HEALTH_TOKEN));
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
}
