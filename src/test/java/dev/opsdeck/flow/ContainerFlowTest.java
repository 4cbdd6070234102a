package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.StepRecord;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.TestDatabase;
import dev.opsdeck.testing.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers on a real engine, changed by signed requests. */
@EngineTest
final class ContainerFlowTest {
    private static final String OPERATOR = "U0OMAR";
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
              - { allow: destructive, to: operator }
            """;
    private static final String SYSTEM = """
            system: shop
            title: Shop
            channels: { ops: shop-ops, incidents: shop-incidents }
            runtime: { docker: { project: %s, host: "%s" } }
            services:
              store: { stop-timeout: 2s }
              backend: { depends-on: [store], stop-timeout: 2s, build: image }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @SuppressWarnings("NullAway.Init")
    private static Requests operator;

    @SuppressWarnings("NullAway.Init")
    private static String image;

    @BeforeAll
    static void start(Engine engine) throws IOException {
        engine.start(Workload.of("warm-up")).remove();
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(catalog.resolve("shop.yml"), SYSTEM.formatted(engine.project(), engine.host()));
        image = "opsdeck-test/flow-" + engine.project();
        built(catalog, "1");
        engine.docker().tagImageCmd("opsdeck-test/busybox", image, "latest").exec();
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.slack().limits().enforce(false);
        operator = new Requests(deck, OPERATOR, CHANNEL);
    }

    private static void built(Path catalog, String version) throws IOException {
        Files.createDirectories(catalog.resolve("image"));
        Files.writeString(
                catalog.resolve("image").resolve("Dockerfile"),
                "FROM opsdeck-test/busybox\nENV VERSION=" + version + "\n");
    }

    @AfterEach
    void clear(Engine engine) {
        engine.removeContainers();
        engine.docker().tagImageCmd("opsdeck-test/busybox", image, "latest").exec();
    }

    @AfterAll
    static void stop(Engine engine) {
        deck.close();
        try {
            engine.docker().removeImageCmd(image).withForce(true).exec();
        } catch (NotFoundException gone) {
            // The test did without it.
        }
    }

    @Test
    void all_are_stopped_what_needs_others_first_and_started_the_other_way_round(Engine engine) throws Exception {
        TestContainer store = sleeper(engine, "store");
        TestContainer backend = sleeper(engine, "backend");

        Run stopped = operator.ended("stop all");

        assertThat(stopped.state()).as(stopped.note()).isEqualTo(RunState.SUCCEEDED);
        assertThat(titles(stopped))
                .containsExactly("Stop " + backend.name() + " (up to 2 s)", "Stop " + store.name() + " (up to 2 s)");
        assertThat(backend.running() || store.running()).isFalse();

        Run started = operator.ended("start all");

        assertThat(started.state()).as(started.note()).isEqualTo(RunState.SUCCEEDED);
        assertThat(titles(started).getFirst()).isEqualTo("Start " + store.name());
        assertThat(backend.running() && store.running()).isTrue();
    }

    @Test
    void more_of_a_service_run_and_fewer_again(Engine engine) throws Exception {
        TestContainer first = sleeper(engine, "backend");

        assertThat(operator.ended("scale backend 3").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(running(engine)).hasSize(3);

        Run rolled = operator.ended("restart backend --rolling");
        assertThat(rolled.state()).as(rolled.note()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rolled.steps()).hasSize(6);

        assertThat(operator.ended("scale backend 1").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(running(engine))
                .singleElement()
                .extracting(Container::getId)
                .isEqualTo(first.id());
        operator.answer("scale backend 1", "There is nothing to do");
    }

    @Test
    void a_container_is_made_anew_and_the_old_one_removed(Engine engine) throws Exception {
        TestContainer old = sleeper(engine, "backend");

        Run recreated = operator.ended("recreate backend");

        assertThat(recreated.state()).as(recreated.note()).isEqualTo(RunState.SUCCEEDED);
        assertThat(running(engine))
                .singleElement()
                .satisfies(now -> assertThat(now.getId()).isNotEqualTo(old.id()));
        assertThat(all(engine)).hasSize(1);
    }

    @Test
    void an_image_is_built_and_the_container_made_anew_from_it(Engine engine) throws Exception {
        TestContainer old = sleeper(engine, "backend");
        String before = old.inspect().getImageId();

        Run built = operator.ended("restart backend --build");

        assertThat(built.state()).as(built.note()).isEqualTo(RunState.SUCCEEDED);
        var now = engine.docker().inspectContainerCmd(old.name()).exec();
        assertThat(now.getImageId()).isNotEqualTo(before);
        assertThat(now.getConfig().getEnv()).contains("VERSION=1");
    }

    @Test
    void an_image_that_no_registry_has_is_not_fetched_and_nothing_is_touched(Engine engine) throws Exception {
        TestContainer old = sleeper(engine, "backend");

        Run pulled = operator.ended("pull backend");

        assertThat(pulled.state()).isEqualTo(RunState.FAILED);
        assertThat(pulled.note()).contains("could not fetch", image);
        assertThat(old.running()).isTrue();
    }

    @Test
    void removing_keeps_nothing_but_volumes(Engine engine) throws Exception {
        sleeper(engine, "backend");

        Run removed = operator.ended("stop backend --remove");

        assertThat(removed.state()).as(removed.note()).isEqualTo(RunState.SUCCEEDED);
        assertThat(all(engine)).isEmpty();
        operator.answer("start backend", "Nothing of shop/backend was found");
    }

    private static TestContainer sleeper(Engine engine, String service) {
        return engine.start(
                service,
                engine.docker()
                        .createContainerCmd(image)
                        .withCmd("/bin/sleep", "3600")
                        .withHostConfig(HostConfig.newHostConfig().withInit(true)));
    }

    private static List<String> titles(Run run) {
        return run.steps().stream().map(StepRecord::title).toList();
    }

    private static List<Container> running(Engine engine) {
        return all(engine).stream()
                .filter(container -> container.getState().equals("running"))
                .toList();
    }

    private static List<Container> all(Engine engine) {
        return engine.docker()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("com.docker.compose.project", engine.project()))
                .exec();
    }
}
