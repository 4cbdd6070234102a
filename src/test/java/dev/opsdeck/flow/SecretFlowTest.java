package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret is rotated by a signed request, and the containers that use it are made anew with it. */
@EngineTest
@SuppressWarnings("NullAway.Init") // each test starts them first
final class SecretFlowTest {
    private static final String FIRST = "the-first-secret";
    private static final String ACCESS = """
            people:
              U0OMAR: { handle: omar, name: Omar Haddad, email: omar@demo.example, groups: [sre] }
            roles:
              operator: { groups: [sre] }
            rules:
              - { allow: [read, change, destructive], to: operator }
            """;
    private static final String SYSTEM = """
            system: shop
            title: Shop
            channels: { ops: shop-ops }
            runtime: { docker: { project: %1$s, host: "%2$s" } }
            services:
              backend: { stop-timeout: 2s, env-file: "%3$s" }
            upkeep:
              secrets:
                token: { file: "%3$s", key: TOKEN, services: [backend] }
            """;
    /** Sick with another secret than the first while there is a file that says so. */
    private static final String PROGRAM = """
            mkdir -p /w; echo "$TOKEN" >/w/token
            if [ ! -f /switch/sick ] || [ "$TOKEN" = %s ]; then echo ok >/w/health; fi
            exec httpd -f -p 8080 -h /w""".formatted(FIRST);

    @TempDir
    Path folder;

    private Path file;
    private Deck deck;
    private Requests operator;
    private TestContainer backend;

    @BeforeEach
    void start(Engine engine) throws IOException {
        file = Files.writeString(folder.resolve("shop.env"), "COLOUR=blue\nTOKEN=" + FIRST + "\n");
        Files.createDirectories(folder.resolve("switch"));
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(catalog.resolve("shop.yml"), SYSTEM.formatted(engine.project(), engine.host(), file));
        backend = backend(engine);
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.slack().limits().enforce(false);
        operator = new Requests(deck, "U0OMAR", "shop-ops");
    }

    @AfterEach
    void stop(Engine engine) {
        deck.close();
        engine.removeContainers();
    }

    @Test
    void a_rotated_secret_is_what_the_new_container_runs_with_and_the_old_one_is_gone(Engine engine) throws Exception {
        Run run = operator.ended("rotate token --reason drill");

        assertThat(run.state()).as(run.note()).isEqualTo(RunState.SUCCEEDED);
        String fresh = written();
        assertThat(fresh).hasSize(40).isNotEqualTo(FIRST);
        assertThat(environment(engine)).contains("TOKEN=" + fresh, "COLOUR=blue", "OWN=kept");
        assertThat(exec(engine, "cat", "/w/token")).isEqualTo(fresh);
        assertThat(files()).containsExactly("shop.env");
        assertThatNobodyWasTold(fresh);
    }

    @Test
    void the_old_secret_is_put_back_when_a_service_gets_sick_with_the_new_one(Engine engine) throws Exception {
        Files.writeString(folder.resolve("switch/sick"), "");

        Run run = operator.ended("rotate token --reason drill");

        assertThat(run.state()).as(run.note()).isEqualTo(RunState.FAILED);
        assertThat(written()).isEqualTo(FIRST);
        assertThat(environment(engine)).contains("TOKEN=" + FIRST);
        assertThat(exec(engine, "cat", "/w/health")).isEqualTo("ok");
        assertThat(files()).containsExactly("shop.env");
    }

    private String written() throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("TOKEN="))
                .map(line -> line.substring("TOKEN=".length()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .toList();
        }
    }

    private void assertThatNobodyWasTold(String secret) {
        assertThat(deck.slack().messages("shop-ops").stream().map(Deck::text)).noneMatch(text -> text.contains(secret));
    }

    private List<String> environment(Engine engine) {
        return List.of(engine.docker()
                .inspectContainerCmd(backend.name())
                .exec()
                .getConfig()
                .getEnv());
    }

    private String exec(Engine engine, String... program) {
        String id = engine.docker().inspectContainerCmd(backend.name()).exec().getId();
        try {
            return engine.container(id).exec(program).strip();
        } catch (NotFoundException e) {
            throw new AssertionError("it was replaced meanwhile", e);
        }
    }

    private TestContainer backend(Engine engine) {
        TestContainer started = engine.start(
                "backend",
                engine.docker()
                        .createContainerCmd("opsdeck-test/busybox")
                        .withCmd("/bin/sh", "-c", PROGRAM)
                        .withEnv("TOKEN=" + FIRST, "OWN=kept")
                        .withHostConfig(HostConfig.newHostConfig()
                                .withBinds(new Bind(folder.resolve("switch").toString(), new Volume("/switch"))))
                        .withHealthcheck(Engine.healthCheck()));
        await().until(() ->
                "healthy".equals(started.inspect().getState().getHealth().getStatus()));
        return started;
    }
}
