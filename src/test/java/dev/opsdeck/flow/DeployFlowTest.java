package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.HostConfig;
import dev.opsdeck.release.ReleaseStore;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.TestDatabase;
import dev.opsdeck.testing.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of a service on a real engine, deployed and rolled back by signed requests while a client polls. */
@EngineTest
@SuppressWarnings("NullAway.Init") // each test starts them first
final class DeployFlowTest {
    private static final String CHANNEL = "shop-ops";
    private static final String ACCESS = """
            people:
              U0OMAR: { handle: omar, name: Omar Haddad, email: omar@demo.example, groups: [sre] }
            roles:
              operator: { groups: [sre] }
            rules:
              - { allow: [read, change], to: operator }
            """;
    private static final String SYSTEM = """
            system: shop
            title: Shop
            channels: { ops: shop-ops }
            runtime: { docker: { project: %s, host: "%s" } }
            services:
              backend: { stop-timeout: 2s }
            checks:
              smoke: { probe: { newest-file: "%s" }, critical: "> 1000" }
            deploy:
              before: [ { check: smoke } ]
              configuration: [ "%s" ]
              code: { folder: "%s", remote: "" }
              after: [ { check: smoke } ]
            """;
    private static final String POLL = """
            failed=0; asked=0
            while [ ! -f /stop ]; do
              asked=$((asked + 1))
              timeout 2 bash -c 'exec 3<>/dev/tcp/backend/8080; printf "GET /health HTTP/1.0\\r\\n\\r\\n" >&3;
                head -1 <&3 | grep -q 200' 2>/dev/null || failed=$((failed + 1))
              echo "$asked $failed" >/count
            done
            cat /count""";

    @TempDir
    Path folder;

    private Versions versions;
    private String network;
    private Deck deck;
    private Requests operator;

    @BeforeEach
    void start(Engine engine) throws IOException {
        versions = new Versions(engine);
        network = engine.project() + "_default";
        engine.docker().createNetworkCmd().withName(network).exec();
        Path smoke = Files.createDirectories(folder.resolve("smoke"));
        Files.writeString(smoke.resolve("proof"), "well");
        Files.writeString(folder.resolve("shop.env"), "COLOUR=blue\n");
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(
                catalog.resolve("shop.yml"),
                SYSTEM.formatted(engine.project(), engine.host(), smoke, folder.resolve("shop.env"), repository()));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.slack().limits().enforce(false);
        operator = new Requests(deck, "U0OMAR", CHANNEL);
    }

    /** A working copy with a commit for each version, tagged with it, at the first. */
    private Path repository() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("code"));
        git("init", "--quiet");
        for (String version : List.of("1", "2", "3")) {
            Files.writeString(copy.resolve("version"), version);
            git("add", "version");
            git("-c", "user.name=test", "-c", "user.email=test@demo.example", "commit", "--quiet", "-m", version);
            git("tag", version);
        }
        git("checkout", "--quiet", "1");
        return copy;
    }

    private void git(String... arguments) throws IOException {
        var program =
                new ArrayList<>(List.of("git", "-C", folder.resolve("code").toString()));
        program.addAll(List.of(arguments));
        Process process = new ProcessBuilder(program).inheritIO().start();
        assertThat(process.onExit().join().exitValue())
                .as(String.join(" ", program))
                .isZero();
    }

    @AfterEach
    void stop(Engine engine) {
        deck.close();
        versions.close();
        engine.docker().removeNetworkCmd(network).exec();
    }

    @Test
    void versions_are_deployed_and_two_of_them_rolled_back_while_a_client_polls(Engine engine) throws Exception {
        String first = versions.well("1");
        String second = versions.well("2");
        String third = versions.well("3");
        TestContainer backend = running(engine, versions.name("1"));
        TestContainer client = client(engine);

        succeeded("deploy backend 2");
        assertThat(image(engine, backend)).isEqualTo(second);
        assertThat(folder.resolve("code/version")).hasContent("2");
        succeeded("deploy backend 3");
        assertThat(image(engine, backend)).isEqualTo(third);
        String offer = operator.answer("rollback backend", "Releases of shop/backend");
        assertThat(offer).contains("rollback shop/backend --to=1").contains("rollback shop/backend --to=2");

        Run back = succeeded("rollback backend --to=1");

        assertThat(image(engine, backend)).isEqualTo(first);
        assertThat(back.plan().risk().word()).isEqualTo("change");
        long[] count = counted(client);
        assertThat(count[0]).as("asked").isGreaterThan(10);
        // Of each replacement the one request that was just sent to the old one may be lost; nothing waits longer.
        assertThat(count[1]).as("failed of " + count[0]).isLessThanOrEqualTo(3);
    }

    @Test
    void a_version_that_never_gets_healthy_is_put_back_and_nobody_notices(Engine engine) throws Exception {
        versions.well("1");
        versions.sick("2");
        TestContainer backend = running(engine, versions.name("1"));
        TestContainer client = client(engine);

        Run run = operator.ended("deploy backend 2");

        assertThat(run.state()).as(run.note()).isEqualTo(RunState.FAILED);
        assertThat(run.note()).contains("put back");
        assertThat(image(engine, backend))
                .isEqualTo(engine.docker()
                        .inspectImageCmd(versions.name("1"))
                        .exec()
                        .getId());
        assertThat(backend.starts()).isEqualTo(1);
        assertThat(folder.resolve("code/version")).hasContent("1");
        long[] count = counted(client);
        assertThat(count[0]).as("asked").isGreaterThan(5);
        assertThat(count[1]).as("failed of " + count[0]).isZero();
        assertThat(deck.bean(ReleaseStore.class).of("shop", 10))
                .singleElement()
                .satisfies(release -> assertThat(release.deployed()).isFalse());
    }

    @Test
    void what_must_go_well_before_stops_it_and_what_must_go_well_after_puts_it_back(Engine engine) throws Exception {
        String first = versions.well("1");
        versions.well("2");
        TestContainer backend = running(engine, versions.name("1"));
        Files.delete(folder.resolve("smoke").resolve("proof"));

        Run run = operator.ended("deploy backend 2");

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.steps().getFirst().note()).isNotBlank();
        assertThat(image(engine, backend)).isEqualTo(first);
        assertThat(backend.starts()).isEqualTo(1);
    }

    @Test
    void the_configuration_of_an_earlier_deployment_is_put_back(Engine engine) throws Exception {
        versions.well("1");
        versions.well("2");
        running(engine, versions.name("1"));
        Run deployed = succeeded("deploy backend 2");
        Files.writeString(folder.resolve("shop.env"), "COLOUR=red\n");

        assertThat(operator.answer("rollback config", "Ways back"))
                .contains("rollback config shop --to=" + deployed.id());
        succeeded("rollback config --to=" + deployed.id());

        assertThat(folder.resolve("shop.env")).hasContent("COLOUR=blue");
    }

    @Test
    void the_working_copy_goes_back_to_an_earlier_revision_and_the_services_are_restarted(Engine engine)
            throws Exception {
        versions.well("1");
        versions.well("2");
        TestContainer backend = running(engine, versions.name("1"));
        succeeded("deploy backend 2");

        assertThat(operator.answer("rollback code", "Ways back")).contains("rollback code shop --to=");
        succeeded("rollback code --to=1");

        assertThat(folder.resolve("code/version")).hasContent("1");
        assertThat(engine.docker()
                        .inspectContainerCmd(backend.name())
                        .exec()
                        .getState()
                        .getRunning())
                .isTrue();
    }

    private Run succeeded(String text) throws Exception {
        Run run = operator.ended(text);
        assertThat(run.state())
                .as(run.note() + " "
                        + run.steps().stream().map(step -> step.note()).toList())
                .isEqualTo(RunState.SUCCEEDED);
        return run;
    }

    private static String image(Engine engine, TestContainer container) {
        return engine.docker().inspectContainerCmd(container.name()).exec().getImageId();
    }

    private TestContainer running(Engine engine, String image) {
        TestContainer started = engine.start(
                "backend",
                engine.docker()
                        .createContainerCmd(image)
                        .withCmd("/bin/sh", "-c", Engine.script())
                        .withAliases("backend")
                        .withHostConfig(HostConfig.newHostConfig().withNetworkMode(network))
                        .withHealthcheck(Engine.healthCheck()));
        await().until(() ->
                "healthy".equals(started.inspect().getState().getHealth().getStatus()));
        return started;
    }

    private TestContainer client(Engine engine) {
        return engine.start(
                "client",
                engine.docker()
                        .createContainerCmd("opsdeck-test/base")
                        .withCmd("/bin/bash", "-c", POLL)
                        .withHostConfig(HostConfig.newHostConfig().withNetworkMode(network)));
    }

    private static long[] counted(TestContainer client) {
        client.exec("touch", "/stop");
        await().until(() -> !client.running());
        String[] count = client.log().strip().split("\\s+", -1);
        return new long[] {Long.parseLong(count[0]), Long.parseLong(count[1])};
    }
}
