package dev.opsdeck.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.probe.LogLine;
import dev.opsdeck.probe.LogQuery;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EngineTest
final class DockerLogsTest {
    private static final Service BACKEND = Systems.service("backend");
    private static final String WAIT = "until [ -e /go-on ]; do sleep 0.1; done";

    private final DockerEngines engines = Systems.engines();
    private final DockerLogs logs = new DockerLogs(engines);

    @AfterEach
    void close() {
        engines.close();
    }

    @Test
    void two_instances_are_merged_by_time_and_keep_their_own_order(Engine engine) {
        List<TestContainer> both = List.of(
                chatty(engine, "for i in $(seq 400); do echo one $i; [ $i != 200 ] || " + WAIT + "; done"),
                chatty(engine, "for i in $(seq 300); do echo two $i >&2; [ $i != 150 ] || " + WAIT + "; done"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> lines(engine, new LogQuery(null, null, 0)).size() == 350);
        both.forEach(container -> container.exec("touch", "/go-on"));
        ended(both);

        List<LogLine> lines = lines(engine, new LogQuery(null, null, 0));

        assertThat(lines).hasSize(700).isSortedAccordingTo(Comparator.comparing(LogLine::at));
        assertThat(lines.stream()
                        .filter(line -> line.instance().equals(both.getFirst().name())))
                .extracting(LogLine::text)
                .hasSize(400)
                .startsWith("one 1", "one 2")
                .endsWith("one 400");
        assertThat(lines.stream().filter(line -> line.stream() == LogLine.Stream.ERROR))
                .extracting(LogLine::text)
                .hasSize(300)
                .startsWith("two 1");
        // Neither went on before both had written their first part.
        assertThat(lines.subList(0, 350))
                .filteredOn(line -> line.instance().equals(both.getLast().name()))
                .hasSize(150);
    }

    @Test
    void the_tail_and_a_time_to_the_nanosecond_say_which_lines(Engine engine) {
        ended(List.of(chatty(engine, "for i in $(seq 100); do echo line $i; done")));
        List<LogLine> all = lines(engine, new LogQuery(null, null, 0));

        assertThat(lines(engine, LogQuery.last(3)))
                .extracting(LogLine::text)
                .containsExactly("line 98", "line 99", "line 100");
        Instant middle = all.get(50).at();
        assertThat(lines(engine, LogQuery.from(middle)))
                .isEqualTo(
                        all.stream().filter(line -> !line.at().isBefore(middle)).toList());
        assertThat(lines(engine, new LogQuery(null, middle, 0)))
                .isEqualTo(
                        all.stream().filter(line -> line.at().isBefore(middle)).toList());
    }

    @Test
    void a_terminals_output_is_read_and_cleaned(Engine engine) {
        CreateContainerCmd create = engine.docker()
                .createContainerCmd("opsdeck-test/busybox")
                .withTty(true)
                .withCmd("sh", "-c", "printf '\\033[31mred\\033[0m\\n10 %%\\r100 %%\\nGrüße\\n'");
        ended(List.of(engine.start("backend", create)));

        assertThat(lines(engine, new LogQuery(null, null, 0)))
                .extracting(LogLine::text)
                .containsExactly("red", "100 %", "Grüße");
    }

    @Test
    void a_line_longer_than_the_engines_buffer_is_one_line(Engine engine) {
        ended(List.of(chatty(engine, "head -c 40000 /dev/zero | tr '\\0' x; echo; echo next")));

        List<LogLine> lines = lines(engine, new LogQuery(null, null, 0));

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().text()).matches("x{8000}…");
        assertThat(lines.getLast().text()).isEqualTo("next");
    }

    @Test
    void a_slow_reader_holds_up_the_engine_and_not_the_heap(Engine engine) {
        ended(List.of(
                chatty(engine, "yes one, which is a line of usual length for a log, more or less | head -n 300000"),
                chatty(engine, "yes two, which is a line of usual length for a log, more or less | head -n 300000")));
        var bytes = new AtomicLong();
        var count = new AtomicLong();

        int instances = logs.stream(system(engine), BACKEND, new LogQuery(null, null, 0), line -> {
            bytes.addAndGet(line.text().length());
            count.incrementAndGet();
            return true;
        });

        assertThat(instances).isEqualTo(2);
        assertThat(count.get()).isEqualTo(600_000);
        assertThat(bytes.get()).isGreaterThan(30_000_000);
    }

    @Test
    void reading_ends_when_no_more_is_wanted(Engine engine) {
        ended(List.of(chatty(engine, "yes a line | head -n 200000"), chatty(engine, "yes a line | head -n 200000")));
        List<LogLine> lines = new ArrayList<>();

        logs.stream(system(engine), BACKEND, new LogQuery(null, null, 0), line -> {
            lines.add(line);
            return lines.size() < 5;
        });

        assertThat(lines).hasSize(5);
    }

    @Test
    void a_service_without_containers_has_no_lines(Engine engine) {
        assertThat(logs.stream(system(engine), BACKEND, LogQuery.last(5), _ -> true))
                .isZero();
    }

    @Test
    void an_engine_that_is_not_there_is_told(Engine engine) {
        ManagedSystem away = Systems.system(Systems.docker(engine.project(), "tcp://127.0.0.1:1"), BACKEND);

        assertThatThrownBy(() -> logs.stream(away, BACKEND, LogQuery.last(5), _ -> true))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("Could not read the log of backend")
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void what_containers_use_is_measured_and_summed_up(Engine engine) {
        engine.start(Workload.of("backend"));
        engine.start(Workload.of("backend"));
        CreateContainerCmd busy = engine.docker()
                .createContainerCmd("opsdeck-test/busybox")
                .withHostConfig(HostConfig.newHostConfig().withMemory(64L * 1024 * 1024))
                .withCmd("sh", "-c", "while :; do :; done");
        String name = engine.start("backend", busy).name();

        var reading = new DockerStats(engines).ask(system(engine), new Probe.Stats(null), Duration.ofSeconds(15));

        assertThat(reading.summary())
                .startsWith("3 containers run, using ")
                .contains(" % of a processor and ", " of memory; ", " is nearest to its limit of memory, at ");
        assertThat(measure(reading, "cpu", name)).isBetween(5.0, 250.0);
        assertThat(measure(reading, "memory", name)).isBetween(0.01, 50.0);
        assertThat(measure(reading, "memory-bytes", name)).isBetween(10_000.0, 32.0 * 1024 * 1024);
    }

    private static double measure(Reading reading, String name, String instance) {
        return reading.measures().stream()
                .filter(measure ->
                        measure.name().equals(name) && measure.label().equals(instance))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private List<LogLine> lines(Engine engine, LogQuery query) {
        List<LogLine> lines = new ArrayList<>();
        logs.stream(system(engine), BACKEND, query, lines::add);
        return lines;
    }

    private static TestContainer chatty(Engine engine, String script) {
        return engine.start(
                "backend",
                engine.docker().createContainerCmd("opsdeck-test/busybox").withCmd("sh", "-c", script));
    }

    private static void ended(List<TestContainer> containers) {
        await().atMost(Duration.ofSeconds(60)).until(() -> containers.stream().noneMatch(TestContainer::running));
    }

    private static ManagedSystem system(Engine engine) {
        return Systems.system(Systems.docker(engine.project(), null), BACKEND);
    }
}
