package dev.opsdeck.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.EngineQuestion;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EngineTest
final class EngineProberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DockerEngines engines = Systems.engines();
    private final EngineProber prober = new EngineProber(engines);

    @AfterEach
    void close() {
        engines.close();
    }

    private Reading ask(Engine engine, EngineQuestion question) {
        ManagedSystem system =
                Systems.system(Systems.docker(engine.project(), engine.host().toString()), Systems.service("backend"));
        return prober.ask(system, new Probe.Engine(question), PATIENCE);
    }

    private static double value(Reading reading, String name) {
        return reading.measures().stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void the_engine_says_how_it_is(Engine engine) {
        engine.start(Workload.of("backend"));
        Reading reading = ask(engine, EngineQuestion.HEALTH);
        assertThat(reading.measures()).extracting(Measure::name).containsExactly("latency", "running", "stopped");
        assertThat(value(reading, "running")).isGreaterThanOrEqualTo(1);
        assertThat(reading.summary())
                .startsWith("Docker " + engine.docker().versionCmd().exec().getVersion() + " at ");
    }

    @Test
    void the_engine_says_what_takes_its_disk(Engine engine) {
        var container = engine.start(Workload.of("backend"));
        container.exec("dd", "if=/dev/zero", "of=/big", "bs=1M", "count=3");
        container.kill();
        Reading reading = ask(engine, EngineQuestion.DISK);
        assertThat(value(reading, "bytes")).isGreaterThan(3 << 20);
        assertThat(value(reading, "reclaimable")).isBetween((double) (3 << 20), value(reading, "bytes"));
        assertThat(Objects.requireNonNull(reading.table()).rows())
                .extracting(List::getFirst)
                .containsExactly("images", "containers", "volumes", "build cache");
    }

    @Test
    void containers_that_ended_are_told_with_how_and_when(Engine engine) {
        var killed = engine.start(Workload.of("backend"));
        engine.start(Workload.of("frontend"));
        killed.kill();
        var done = engine.start(
                "job",
                engine.docker().createContainerCmd("opsdeck-test/busybox").withCmd("true"));
        Awaitility.await().until(() -> !done.running() && !killed.running());
        Reading reading = ask(engine, EngineQuestion.EXITED);
        assertThat(reading.measures()).containsExactly(Measure.of("exited", 2, null), Measure.of("failed", 1, null));
        assertThat(reading.summary()).isEqualTo("2 containers of shop ended, 1 of them badly: " + killed.name());
        assertThat(Objects.requireNonNull(reading.table()).rows())
                .extracting(row -> row.get(0) + " " + row.get(2))
                .containsExactlyInAnyOrder(killed.name() + " 137", done.name() + " 0");
    }

    @Test
    void a_container_that_ran_out_of_memory_is_told_to_have(Engine engine) {
        var create = engine.docker()
                .createContainerCmd("opsdeck-test/busybox")
                .withHostConfig(com.github.dockerjava.api.model.HostConfig.newHostConfig()
                        .withMemory(8L << 20)
                        .withMemorySwap(8L << 20))
                .withCmd("sh", "-c", "x=x; while true; do x=$x$x; done");
        var hungry = engine.start("backend", create);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !hungry.running());
        assertThat(Boolean.TRUE.equals(hungry.inspect().getState().getOOMKilled()))
                .as("the engine's own word")
                .isTrue();
        Reading reading = ask(engine, EngineQuestion.EXITED);
        assertThat(reading.measures()).contains(Measure.of("failed", 1, null));
        assertThat(Objects.requireNonNull(reading.table()).rows())
                .extracting(row -> row.get(3))
                .containsExactly("yes");
    }

    @Test
    void where_nothing_ended_that_is_told(Engine engine) {
        engine.start(Workload.of("backend"));
        assertThat(ask(engine, EngineQuestion.EXITED).summary()).isEqualTo("No container of shop has ended");
    }

    @Test
    void an_engine_that_is_not_there_is_told() {
        var nowhere = Systems.system(Systems.docker(null, "unix:///nowhere/docker.sock"), Systems.service("backend"));
        for (EngineQuestion question : EngineQuestion.values()) {
            assertThatThrownBy(() -> prober.ask(nowhere, new Probe.Engine(question), PATIENCE))
                    .isInstanceOf(ProbeException.class)
                    .hasMessageContaining("unix:///nowhere/docker.sock cannot be reached");
        }
        assertThat(prober.serves(Systems.system(new Runtime.Process()))).isFalse();
    }
}
