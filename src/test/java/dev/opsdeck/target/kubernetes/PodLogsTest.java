package dev.opsdeck.target.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.probe.LogLine;
import dev.opsdeck.probe.LogQuery;
import dev.opsdeck.testing.Cluster;
import dev.opsdeck.testing.ClusterTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ClusterTest
final class PodLogsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MANY = 200_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Clusters clusters;

    @SuppressWarnings("NullAway.Init")
    private static ManagedSystem shop;

    @BeforeAll
    static void start(Cluster cluster) {
        clusters = Shop.reader(cluster, folder);
        shop = Shop.system(cluster.namespace(), "web", "crashing", "pair", "big", "unpullable");
        cluster.create(Manifests.deployment(
                "web", 2, "for i in 1 2 3 4 5 6; do echo line $i; sleep 0.3; done; exec sleep 3600"));
        cluster.create(Manifests.deployment("crashing", 1, "echo born; echo dying; exit 3"));
        cluster.create(Manifests.deployment(
                "big",
                1,
                "yes 0123456789012345678901234567890123456789 | head -n " + MANY + "; echo end; exec sleep 3600"));
        cluster.create(
                Manifests.deployment("unpullable", 1, "true").replace("opsdeck-test/busybox", "opsdeck-test/none"));
        cluster.create("""
                apiVersion: v1
                kind: Pod
                metadata: { name: pair, labels: { app: pair } }
                spec:
                  initContainers:
                  - { name: setup, image: opsdeck-test/busybox, imagePullPolicy: Never, command: [echo, set up] }
                  containers:
                  - { name: front, image: opsdeck-test/busybox, imagePullPolicy: Never, command: [sh, -c, "echo front; sleep 3600"] }
                  - { name: side, image: opsdeck-test/busybox, imagePullPolicy: Never, command: [sh, -c, "echo side; sleep 3600"] }
                """);
    }

    @AfterAll
    static void close() {
        clusters.close();
    }

    @Test
    void lines_of_all_pods_come_merged_by_time() {
        List<LogLine> lines =
                await().atMost(PATIENCE).until(() -> read("web", LogQuery.last(0)), all -> all.size() == 12);

        assertThat(lines).isSortedAccordingTo(Comparator.comparing(LogLine::at));
        assertThat(lines.stream().map(LogLine::instance).distinct())
                .hasSize(2)
                .allMatch(name -> name.startsWith("web-"));
        assertThat(lines).extracting(LogLine::text).contains("line 1", "line 6");
    }

    @Test
    void only_the_last_lines_of_each_pod_and_only_those_of_a_time() {
        List<LogLine> all =
                await().atMost(PATIENCE).until(() -> read("web", LogQuery.last(0)), some -> some.size() == 12);

        assertThat(read("web", LogQuery.last(2)))
                .extracting(LogLine::text)
                .containsOnly("line 5", "line 6")
                .hasSize(4);
        Instant middle = all.get(6).at();
        assertThat(read("web", LogQuery.from(middle))).containsExactlyElementsOf(all.subList(6, 12));
        assertThat(read("web", new LogQuery(null, middle, 0))).containsExactlyElementsOf(all.subList(0, 6));
        String first = all.getFirst().instance();
        List<LogLine> before = all.subList(0, 6).stream()
                .filter(line -> line.instance().equals(first))
                .toList();
        assertThat(read("web", new LogQuery(null, middle, 1)))
                .filteredOn(line -> line.instance().equals(first))
                .containsExactly(before.getLast());
    }

    @Test
    void a_container_that_crashed_also_shows_what_it_wrote_before() {
        List<LogLine> lines =
                await().atMost(PATIENCE).until(() -> read("crashing", LogQuery.last(0)), all -> all.size() == 4);

        assertThat(lines).extracting(LogLine::text).containsExactly("born", "dying", "born", "dying");
        assertThat(read("crashing", LogQuery.last(1))).extracting(LogLine::text).containsExactly("dying");
    }

    @Test
    void all_containers_of_a_pod_are_told_apart() {
        List<LogLine> lines =
                await().atMost(PATIENCE).until(() -> read("pair", LogQuery.last(0)), all -> all.size() == 3);

        assertThat(lines)
                .extracting(LogLine::instance, LogLine::text)
                .containsExactlyInAnyOrder(
                        tuple("pair/setup", "set up"), tuple("pair/front", "front"), tuple("pair/side", "side"));
    }

    @Test
    void a_pod_that_never_ran_has_no_log_and_is_counted() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stream("unpullable", LogQuery.last(10), new ArrayList<>()))
                        .isEqualTo(1));
    }

    @Test
    void a_long_log_is_handed_over_line_by_line_and_can_be_broken_off() {
        await().atMost(PATIENCE)
                .until(
                        () -> read("big", LogQuery.last(1)),
                        last -> !last.isEmpty() && last.getFirst().text().equals("end"));
        var count = new AtomicLong();

        logs().stream(shop, Shop.service("big", null), LogQuery.last(0), _ -> count.incrementAndGet() > 0);
        assertThat(count).hasValue(MANY + 1L);

        count.set(0);
        logs().stream(shop, Shop.service("big", null), LogQuery.last(0), _ -> count.incrementAndGet() < 10);
        assertThat(count).hasValue(10);
    }

    private static PodLogs logs() {
        return new PodLogs(clusters);
    }

    private static List<LogLine> read(String service, LogQuery query) {
        List<LogLine> lines = new ArrayList<>();
        stream(service, query, lines);
        return lines;
    }

    private static int stream(String service, LogQuery query, List<LogLine> lines) {
        return logs().stream(shop, Shop.service(service, null), query, lines::add);
    }
}
