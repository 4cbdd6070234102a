package dev.opsdeck.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
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
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.Versions;
import dev.opsdeck.testing.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers that may run beside copies of themselves: replaced without a gap, scaled up and down. */
@EngineTest
final class SideBySideTest {
    private static final String POLL = """
            failed=0; asked=0
            while [ ! -f /stop ]; do
              asked=$((asked + 1))
              timeout 2 bash -c 'exec 3<>/dev/tcp/backend/8080; printf "GET /health HTTP/1.0\\r\\n\\r\\n" >&3;
                head -1 <&3 | grep -q 200' 2>/dev/null || failed=$((failed + 1))
              echo "$asked $failed" >/count
            done""";

    private final DockerEngines engines = Systems.engines();
    private final HttpGet get = new HttpGet();
    private final DockerTarget target = new DockerTarget(engines, new HttpCheck(get), Systems.compose());
    private final Control control = new Control(Duration.ofSeconds(120));

    @SuppressWarnings("NullAway.Init")
    private Versions versions;

    @SuppressWarnings("NullAway.Init")
    private String network;

    @BeforeEach
    void network(Engine engine) {
        versions = new Versions(engine);
        network = engine.project() + "_default";
        engine.docker().createNetworkCmd().withName(network).exec();
    }

    @AfterEach
    void close(Engine engine) {
        versions.close();
        engine.docker().removeNetworkCmd(network).exec();
        engines.close();
        get.close();
    }

    @Test
    void a_client_that_asks_all_the_while_sees_no_gap(Engine engine) {
        versions.well("1");
        String second = versions.well("2");
        TestContainer old = beside(engine, versions.name("1"));
        TestContainer client = client(engine);
        ManagedSystem system = system(engine);

        deploy(system, "2");

        long[] count = counted(client);
        assertThat(count[0]).as("asked").isPositive();
        // The one that was sent to the old one just as that stopped may be lost; nothing waits for the new one.
        assertThat(count[1]).as("failed of " + count[0]).isLessThanOrEqualTo(2);
        assertThat(target.look(system).get("backend"))
                .singleElement()
                .satisfies(now -> assertThat(now.instance().name()).isEqualTo(old.name()));
        assertThat(engine.docker().inspectContainerCmd(old.name()).exec().getImageId())
                .isEqualTo(second);
    }

    @Test
    void nobody_is_sent_to_a_version_that_never_gets_healthy(Engine engine) {
        versions.well("1");
        versions.sick("2");
        TestContainer old = beside(engine, versions.name("1"));
        TestContainer client = client(engine);
        ManagedSystem system = system(engine);
        ContainerStep.Replace step = replacing(system, "2", Duration.ofSeconds(4));

        assertThat(target.act(system, step, target.before(system, step), control))
                .isInstanceOf(Outcome.Failed.class);

        long[] count = counted(client);
        assertThat(count[0]).as("asked").isPositive();
        assertThat(count[1]).as("failed").isZero();
        assertThat(engine.docker().inspectContainerCmd(old.name()).exec().getId())
                .isEqualTo(old.id());
        assertThat(old.starts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"starting the new one, 1", "letting others find, 1", "stopping the old one, 1"})
    void wherever_the_worker_dies_the_next_one_brings_it_to_its_end(String point, int times, Engine engine) {
        versions.well("1");
        String second = versions.well("2");
        TestContainer old = beside(engine, versions.name("1"));
        ManagedSystem system = system(engine);
        ContainerStep.Replace step = replacing(system, "2", Duration.ofSeconds(20));
        Map<String, String> before = target.before(system, step);
        assertThatThrownBy(() -> target.act(system, step, before, new Killed(point, times)))
                .isInstanceOf(Killed.Death.class);

        assertThat(target.inspect(system, step, before, Instant.now(), Instant.now()))
                .isInstanceOf(Finding.DidNotHappen.class);
        assertThat(target.act(system, step, target.before(system, step), control))
                .isInstanceOf(Outcome.Done.class);

        assertThat(engine.docker().inspectContainerCmd(old.name()).exec().getImageId())
                .isEqualTo(second);
        assertThat(target.look(system).get("backend")).hasSize(1);
        assertThat(target.undo(system, step, before, control)).isInstanceOf(Outcome.Done.class);
        assertThat(engine.docker().inspectContainerCmd(old.name()).exec().getId())
                .isEqualTo(old.id());
        assertThat(target.look(system).get("backend")).hasSize(1);
    }

    @Test
    void more_run_like_the_first_and_fewer_again(Engine engine) {
        versions.well("1");
        TestContainer first = beside(engine, versions.name("1"));
        ManagedSystem system = system(engine);

        carryOut(system, new ServiceChange.Scale(3));

        assertThat(target.look(system).get("backend"))
                .extracting(status -> status.instance().name())
                .containsExactly(first.name(), numbered(first, 2), numbered(first, 3));
        var second = engine.docker().inspectContainerCmd(numbered(first, 2)).exec();
        assertThat(Objects.requireNonNull(
                                second.getNetworkSettings().getNetworks().get(network))
                        .getAliases())
                .contains("backend");
        assertThat(second.getConfig().getLabels()).containsEntry("com.docker.compose.container-number", "2");

        carryOut(system, new ServiceChange.Scale(1));

        assertThat(target.look(system).get("backend"))
                .extracting(status -> status.instance().id())
                .containsExactly(first.id());

        carryOut(system, new ServiceChange.Scale(0));
        assertThat(first.running()).isFalse();
        carryOut(system, new ServiceChange.Scale(2));
        assertThat(first.running()).isTrue();
        assertThat(target.look(system).get("backend")).hasSize(2);
    }

    @Test
    void one_more_that_was_begun_is_finished_or_taken_away(Engine engine) {
        versions.well("1");
        TestContainer first = beside(engine, versions.name("1"));
        ManagedSystem system = system(engine);
        ServiceStep add = plan(system, new ServiceChange.Scale(2)).getFirst();

        assertThat(target.inspect(system, add, Map.of(), Instant.now(), Instant.now()))
                .isInstanceOf(Finding.DidNotHappen.class);
        assertThat(target.act(system, add, Map.of(), control)).isInstanceOf(Outcome.Done.class);
        assertThat(target.inspect(system, add, Map.of(), Instant.now(), Instant.now()))
                .isInstanceOf(Finding.Happened.class);
        assertThat(target.act(system, add, Map.of(), control)).isInstanceOf(Outcome.Done.class);
        assertThat(target.undo(system, add, Map.of(), control)).isInstanceOf(Outcome.Done.class);
        assertThat(target.undo(system, add, Map.of(), control)).isInstanceOf(Outcome.Done.class);

        assertThat(target.look(system).get("backend"))
                .extracting(status -> status.instance().id())
                .containsExactly(first.id());
    }

    @Test
    void a_fixed_port_keeps_a_second_one_from_running(Engine engine) {
        engine.start(Workload.of("backend"));

        assertThatThrownBy(() -> plan(system(engine), new ServiceChange.Scale(2)))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("fixed port");
    }

    @Test
    void several_are_replaced_one_by_one_and_made_anew_on_the_same_image(Engine engine) {
        String image = versions.well("1");
        TestContainer first = beside(engine, versions.name("1"));
        ManagedSystem system = system(engine);
        carryOut(system, new ServiceChange.Scale(2));

        carryOut(system, new ServiceChange.Recreate());

        var now = target.look(system).get("backend");
        assertThat(now).hasSize(2).allMatch(status -> status.running());
        assertThat(now).extracting(status -> status.instance().id()).doesNotContain(first.id());
        assertThat(engine.docker().inspectContainerCmd(first.name()).exec().getImageId())
                .isEqualTo(image);
    }

    @Test
    void stopping_and_starting_is_put_back_by_its_opposite(Engine engine) {
        versions.well("1");
        TestContainer first = beside(engine, versions.name("1"));
        ManagedSystem system = system(engine);
        ServiceStep stop = plan(system, new ServiceChange.Stop(false)).getFirst();
        Map<String, String> before = target.before(system, stop);

        assertThat(target.act(system, stop, before, control)).isInstanceOf(Outcome.Done.class);
        assertThat(first.running()).isFalse();
        assertThat(target.inspect(system, stop, before, Instant.now(), Instant.now()))
                .isInstanceOf(Finding.Happened.class);
        assertThat(plan(system, new ServiceChange.Stop(false))).isEmpty();
        assertThat(target.undo(system, stop, before, control)).isInstanceOf(Outcome.Done.class);
        assertThat(target.undo(system, stop, before, control)).isInstanceOf(Outcome.Done.class);
        assertThat(first.running()).isTrue();

        carryOut(system, new ServiceChange.Stop(true));
        assertThat(target.look(system).get("backend")).isEmpty();
    }

    private long[] counted(TestContainer client) {
        client.exec("touch", "/stop");
        await().until(() -> !client.running());
        String[] count = client.log().strip().split("\\s+", -1);
        return new long[] {Long.parseLong(count[0]), Long.parseLong(count[1])};
    }

    private void carryOut(ManagedSystem system, ServiceChange change) {
        for (ServiceStep step : plan(system, change)) {
            assertThat(target.act(system, step, target.before(system, step), control))
                    .as(step.title() + control.text())
                    .isInstanceOf(Outcome.Done.class);
        }
    }

    private void deploy(ManagedSystem system, String version) {
        carryOut(system, new ServiceChange.Deploy(version));
    }

    private List<ServiceStep> plan(ManagedSystem system, ServiceChange change) {
        return target.plan(system, service(system), change);
    }

    private ContainerStep.Replace replacing(ManagedSystem system, String version, Duration within) {
        var step = (ContainerStep.Replace)
                plan(system, new ServiceChange.Deploy(version)).getFirst();
        assertThat(step.together()).isTrue();
        return new ContainerStep.Replace(
                step.service(),
                step.instance(),
                step.image(),
                step.id(),
                true,
                step.stopTimeout(),
                step.check(),
                within);
    }

    private TestContainer beside(Engine engine, String image) {
        TestContainer started = engine.start("backend", described(engine, image, Engine.script()));
        await().until(() -> started.log().contains("ready"));
        await().until(() ->
                "healthy".equals(started.inspect().getState().getHealth().getStatus()));
        return started;
    }

    private CreateContainerCmd described(Engine engine, String image, String script) {
        return engine.docker()
                .createContainerCmd(image)
                .withCmd("/bin/sh", "-c", script)
                .withAliases("backend")
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode(network))
                .withHealthcheck(Engine.healthCheck());
    }

    private TestContainer client(Engine engine) {
        return engine.start(
                "client",
                engine.docker()
                        .createContainerCmd("opsdeck-test/base")
                        .withCmd("/bin/bash", "-c", POLL + "\ncat /count")
                        .withHostConfig(HostConfig.newHostConfig().withNetworkMode(network)));
    }

    private static String numbered(TestContainer first, int number) {
        return first.name().substring(0, first.name().length() - 1) + number;
    }

    private ManagedSystem system(Engine engine) {
        return Systems.system(Systems.docker(engine.project(), null), Systems.service("backend"));
    }

    private static Service service(ManagedSystem system) {
        return Objects.requireNonNull(system.services().get("backend"));
    }
}
