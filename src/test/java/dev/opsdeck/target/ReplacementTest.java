package dev.opsdeck.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Volume;
import dev.opsdeck.catalog.Health;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.net.HttpGet;
import dev.opsdeck.testing.Control;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.FreePort;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.Versions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another image in a container's place, on a real engine, and what is left of it when the worker dies. */
@EngineTest
final class ReplacementTest {
    private static final ExposedPort HTTP = ExposedPort.tcp(8080);
    private static final String SCRIPT = Engine.script();

    private final DockerEngines engines = Systems.engines();
    private final HttpGet get = new HttpGet();
    private final HttpCheck http = new HttpCheck(get);
    private final DockerTarget target = new DockerTarget(engines, http, Systems.compose());
    private final Control control = new Control(Duration.ofSeconds(90));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @AfterEach
    void close() {
        engines.close();
        get.close();
    }

    @Test
    void a_version_keeps_the_configuration_and_brings_its_own_defaults(Engine engine) {
        try (var versions = new Versions(engine)) {
            versions.well("1");
            String second = versions.well("2");
            TestContainer old = inPlace(engine, versions.name("1"));
            ManagedSystem system = checked(engine, old);

            deploy(system, "2");

            InspectContainerResponse now = inspect(engine, old.name());
            assertThat(now.getImageId()).isEqualTo(second);
            assertThat(now.getId()).isNotEqualTo(old.id());
            assertThat(now.getConfig().getEnv())
                    .contains("OWN=kept", "VERSION=2")
                    .doesNotContain("VERSION=1");
            assertThat(now.getConfig().getLabels())
                    .containsEntry("version", "2")
                    .containsEntry("com.docker.compose.service", "backend")
                    .containsEntry("com.docker.compose.container-number", "1");
            assertThat(now.getHostConfig().getPortBindings().getBindings().get(HTTP))
                    .containsExactly(old.inspect()
                            .getHostConfig()
                            .getPortBindings()
                            .getBindings()
                            .get(HTTP));
            assertThat(now.getHostConfig().getBinds()).hasSize(1);
            assertThat(now.getHostConfig().getRestartPolicy().getName()).isEqualTo("on-failure");
            assertThat(now.getHostConfig().getMemory()).isEqualTo(64L << 20);
            assertThat(now.getConfig().getHostName()).isEqualTo(now.getId().substring(0, 12));
            assertThat(old.running()).isFalse();
            assertThat(target.look(system).get("backend")).hasSize(1);
        }
    }

    @Test
    void the_replaced_one_is_discarded_at_the_end_and_its_image_keeps_a_name(Engine engine) {
        try (var versions = new Versions(engine)) {
            String first = versions.well("1");
            versions.well("2");
            TestContainer old = inPlace(engine, versions.name("1"));
            ManagedSystem system = checked(engine, old);
            List<ServiceStep> steps = target.plan(system, service(system), new ServiceChange.Deploy("2"));

            for (ServiceStep step : steps) {
                assertThat(target.act(system, step, target.before(system, step), control))
                        .isInstanceOf(Outcome.Done.class);
            }

            assertThatThrownBy(old::inspect).isInstanceOf(NotFoundException.class);
            assertThat(versions.names(first)).anyMatch(name -> name.startsWith("opsdeck-kept/shop-backend:"));
            assertThat(target.plan(system, service(system), new ServiceChange.Deploy("2")))
                    .isEmpty();
        }
    }

    @Test
    void the_replaced_one_is_not_started_by_the_engine_until_it_is_put_back(Engine engine) {
        try (var versions = new Versions(engine)) {
            versions.well("1");
            versions.well("2");
            TestContainer old = inPlace(engine, versions.name("1"));
            ManagedSystem system = checked(engine, old);
            ServiceStep step = target.plan(system, service(system), new ServiceChange.Deploy("2"))
                    .getFirst();
            Map<String, String> before = target.before(system, step);

            assertThat(target.act(system, step, before, control)).isInstanceOf(Outcome.Done.class);
            assertThat(old.inspect().getHostConfig().getRestartPolicy().getName())
                    .isEqualTo("no");

            assertThat(target.undo(system, step, before, control)).isInstanceOf(Outcome.Done.class);
            assertThat(old.inspect().getHostConfig().getRestartPolicy().getName())
                    .isEqualTo("on-failure");
            assertThat(old.running()).isTrue();
        }
    }

    @Test
    void images_are_kept_for_those_releases_that_may_be_gone_back_to(Engine engine) {
        try (var versions = new Versions(engine)) {
            String first = versions.well("1");
            String second = versions.well("2");
            versions.well("3");
            TestContainer old = inPlace(engine, versions.name("1"));
            ManagedSystem system = checked(engine, old);
            deploy(system, "2");
            old.remove();
            deploy(system, "3");
            assertThat(versions.names(first)).anyMatch(name -> name.startsWith("opsdeck-kept/shop-backend:"));

            target.forgetKept(system, service(system), Set.of(second));

            assertThat(versions.names(first)).containsExactly(versions.name("1"));
            assertThat(versions.names(second)).anyMatch(name -> name.startsWith("opsdeck-kept/shop-backend:"));
        }
    }

    @Test
    void a_version_that_never_gets_healthy_gives_way_to_the_very_container_that_was_there(Engine engine) {
        try (var versions = new Versions(engine)) {
            versions.well("1");
            versions.sick("2");
            TestContainer old = inPlace(engine, versions.name("1"));
            ManagedSystem system = checked(engine, old, Duration.ofSeconds(3));
            var step = replacing(system, "2");

            Outcome outcome = target.act(system, step, target.before(system, step), control);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                    .contains("did not become healthy", "Put back: " + old.name() + " is the container that it was"));
            assertSameAsBefore(engine, system, old);
        }
    }

    @Test
    void a_version_that_is_not_on_the_engine_is_fetched_first_and_touches_nothing_when_that_fails(Engine engine) {
        try (var versions = new Versions(engine)) {
            versions.well("1");
            TestContainer old = inPlace(engine, versions.name("1"));
            ManagedSystem system = checked(engine, old);
            List<ServiceStep> steps = target.plan(system, service(system), new ServiceChange.Deploy("no-such"));

            assertThat(steps.getFirst()).isInstanceOf(ContainerStep.FetchImage.class);
            assertThat(target.act(system, steps.getFirst(), Map.of(), control))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                            .contains("could not fetch", "no-such"));
            assertThat(target.act(system, steps.get(1), target.before(system, steps.get(1)), control))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                            .contains("is not on the engine"));
            assertSameAsBefore(engine, system, old);
        }
    }

    @Test
    void an_image_that_ran_before_is_found_by_its_id(Engine engine) {
        try (var versions = new Versions(engine)) {
            String first = versions.well("1");
            versions.well("2");
            TestContainer old = inPlace(engine, versions.name("1"));
            ManagedSystem system = checked(engine, old);
            deploy(system, "2");
            old.remove();

            act(system, replacing(system, new ServiceChange.Return(first)));

            assertThat(inspect(engine, old.name()).getImageId()).isEqualTo(first);
            assertThatThrownBy(() -> target.plan(system, service(system), new ServiceChange.Return("sha256:abcdef")))
                    .isInstanceOf(TargetException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stopping the old one, 1, false",
        "starting the new one, 1, false",
        "unhealthy, 1, false",
        "running, 1, false",
        "stopping the old one, 2, true"
    })
    void wherever_the_worker_dies_the_next_one_brings_it_to_its_end(
            String point, int times, boolean proven, Engine engine) {
        try (var versions = new Versions(engine)) {
            versions.well("1");
            String second = versions.well("2");
            TestContainer old = inPlace(engine, versions.name("1"));
            // Without a check of its own a new one is watched for a moment first, which is a point to die at.
            ManagedSystem system = point.equals("running") ? unchecked(engine) : checked(engine, old);
            var step = replacing(system, "2");
            Map<String, String> before = target.before(system, step);
            boolean died = dies(system, step, before, new Killed(point, times));
            if (!died) {
                return;
            }

            Finding finding = target.inspect(system, step, before, Instant.now(), Instant.now());
            if (!(finding instanceof Finding.Happened)) {
                assertThat(finding).isInstanceOf(Finding.DidNotHappen.class);
                assertThat(target.act(system, step, target.before(system, step), control))
                        .isInstanceOf(Outcome.Done.class);
            } else {
                assertThat(proven).isTrue();
            }

            assertThat(inspect(engine, old.name()).getImageId()).isEqualTo(second);
            assertThat(old.running()).isFalse();
            assertThat(target.look(system).get("backend")).hasSize(1);
            assertThat(target.inspect(system, step, before, Instant.now(), Instant.now()))
                    .isInstanceOf(Finding.Happened.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"stopping the old one, 1", "starting the new one, 1", "unhealthy, 1", "stopping the old one, 2"})
    void wherever_the_worker_dies_it_can_be_put_back_once_or_twice(String point, int times, Engine engine) {
        try (var versions = new Versions(engine)) {
            versions.well("1");
            versions.well("2");
            TestContainer old = inPlace(engine, versions.name("1"));
            ManagedSystem system = checked(engine, old);
            var step = replacing(system, "2");
            Map<String, String> before = target.before(system, step);
            dies(system, step, before, new Killed(point, times));

            assertThat(target.undo(system, step, before, control)).isInstanceOf(Outcome.Done.class);
            assertSameAsBefore(engine, system, old);
            assertThat(target.undo(system, step, before, control)).isInstanceOf(Outcome.Done.class);
            assertSameAsBefore(engine, system, old);
        }
    }

    @Test
    void an_old_one_that_may_be_about_to_stop_is_started_after_it_has(Engine engine) {
        try (var versions = new Versions(engine)) {
            versions.well("1");
            versions.well("2");
            TestContainer old = inPlace(engine, versions.name("1"));
            ManagedSystem system = checked(engine, old);
            var step = replacing(system, "2");
            Map<String, String> before = target.before(system, step);
            engine.docker()
                    .renameContainerCmd(old.id())
                    .withName(new SetAside(old.name(), SetAside.Role.KEPT, 1, 0).name())
                    .exec();
            int starts = old.starts();

            assertThat(target.undo(system, step, before, control)).isInstanceOf(Outcome.Done.class);

            assertSameAsBefore(engine, system, old);
            assertThat(old.starts()).isEqualTo(starts + 1);
        }
    }

    @Test
    void a_replacement_is_put_back_by_its_image_when_the_container_is_gone(Engine engine) {
        try (var versions = new Versions(engine)) {
            String first = versions.well("1");
            versions.well("2");
            TestContainer old = inPlace(engine, versions.name("1"));
            ManagedSystem system = checked(engine, old);
            var step = replacing(system, "2");
            Map<String, String> before = target.before(system, step);
            act(system, step);
            var discard = new ContainerStep.Discard(step.service(), step.instance());
            assertThat(target.act(system, discard, Map.of(), control)).isInstanceOf(Outcome.Done.class);

            assertThat(target.undo(system, step, before, control)).isInstanceOf(Outcome.Done.class);
            assertThat(target.undo(system, step, before, control)).isInstanceOf(Outcome.Done.class);

            assertThat(inspect(engine, old.name()).getImageId()).isEqualTo(first);
            assertThat(target.look(system).get("backend")).hasSize(1);
        }
    }

    @Test
    void cancelling_while_the_new_one_is_waited_for_puts_the_old_one_back(Engine engine) {
        try (var versions = new Versions(engine)) {
            versions.well("1");
            versions.sick("2");
            TestContainer old = inPlace(engine, versions.name("1"));
            ManagedSystem system = checked(engine, old, Duration.ofSeconds(60));
            var step = replacing(system, "2");
            Map<String, String> before = target.before(system, step);
            var outcome = CompletableFuture.supplyAsync(() -> target.act(system, step, before, control));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> control.progress().stream().anyMatch(text -> text.startsWith("unhealthy")));

            control.cancel();

            assertThat(outcome.join()).isInstanceOf(Outcome.Interrupted.class);
            assertSameAsBefore(engine, system, old);
        }
    }

    private void assertSameAsBefore(Engine engine, ManagedSystem system, TestContainer old) {
        assertThat(inspect(engine, old.name()).getId()).isEqualTo(old.id());
        assertThat(old.running()).isTrue();
        assertThat(engine.docker()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of("com.docker.compose.project", engine.project()))
                        .exec())
                .hasSize(1);
        assertThat(http.ask(Objects.requireNonNull(service(system).health())).well())
                .isTrue();
    }

    private boolean dies(ManagedSystem system, ContainerStep.Replace step, Map<String, String> before, Killed control) {
        try {
            target.act(system, step, before, control);
            return false;
        } catch (Killed.Death death) {
            return true;
        }
    }

    private void deploy(ManagedSystem system, String version) {
        act(system, replacing(system, version));
    }

    private void act(ManagedSystem system, ServiceStep step) {
        assertThat(target.act(system, step, target.before(system, step), control))
                .as(control.text())
                .isInstanceOf(Outcome.Done.class);
    }

    private ContainerStep.Replace replacing(ManagedSystem system, String version) {
        return replacing(system, new ServiceChange.Deploy(version));
    }

    private ContainerStep.Replace replacing(ManagedSystem system, ServiceChange change) {
        return target.plan(system, service(system), change).stream()
                .filter(ContainerStep.Replace.class::isInstance)
                .map(ContainerStep.Replace.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private TestContainer inPlace(Engine engine, String image) {
        int port = FreePort.any();
        var ports = new Ports();
        ports.bind(HTTP, Ports.Binding.bindPort(port));
        var create = engine.docker()
                .createContainerCmd(image)
                .withCmd("/bin/sh", "-c", SCRIPT)
                .withEnv("OWN=kept", "PORT=" + port)
                .withExposedPorts(HTTP)
                .withHostConfig(HostConfig.newHostConfig()
                        .withPortBindings(ports)
                        .withBinds(new Bind(data.toString(), new Volume("/data"), AccessMode.rw))
                        .withMemory(64L << 20)
                        .withRestartPolicy(RestartPolicy.onFailureRestart(3)));
        TestContainer started = engine.start("backend", create);
        await().until(() -> started.log().contains("ready"));
        return started;
    }

    private static ManagedSystem checked(Engine engine, TestContainer container) {
        return checked(engine, container, Duration.ofSeconds(20));
    }

    private static ManagedSystem checked(Engine engine, TestContainer container, Duration within) {
        String port = Arrays.stream(
                        Objects.requireNonNull(container.inspect().getConfig().getEnv()))
                .filter(variable -> variable.startsWith("PORT="))
                .map(variable -> variable.substring("PORT=".length()))
                .findFirst()
                .orElseThrow();
        var url = URI.create("http://127.0.0.1:" + port + "/health");
        return Systems.system(
                Systems.docker(engine.project(), null),
                Systems.service("backend", null, new Health(url.toString(), 200, within)));
    }

    private static ManagedSystem unchecked(Engine engine) {
        return Systems.system(Systems.docker(engine.project(), null), Systems.service("backend"));
    }

    private static Service service(ManagedSystem system) {
        return Objects.requireNonNull(system.services().get("backend"));
    }

    private static InspectContainerResponse inspect(Engine engine, String name) {
        return engine.docker().inspectContainerCmd(name).exec();
    }
}
