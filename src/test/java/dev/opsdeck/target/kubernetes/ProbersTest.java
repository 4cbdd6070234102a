package dev.opsdeck.target.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.testing.Cluster;
import dev.opsdeck.testing.ClusterTest;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ClusterTest
final class ProbersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Clusters clusters;

    @SuppressWarnings("NullAway.Init")
    private static ManagedSystem shop;

    @SuppressWarnings("NullAway.Init")
    private static ClusterQuestions questions;

    @BeforeAll
    static void start(Cluster cluster) {
        clusters = Shop.reader(cluster, folder);
        questions = new ClusterQuestions(clusters);
        shop = Shop.system(cluster.namespace(), "web", "web-admin", "store", "hungry", "nowhere");
        cluster.create(Manifests.workload(
                "Deployment",
                "web",
                "replicas: 2",
                "first release",
                "exec sleep 3600",
                "resources: { limits: { cpu: 500m, memory: 64Mi } }"));
        cluster.create(Manifests.workload("StatefulSet", "store", "serviceName: store", "", "exec sleep 3600", ""));
        cluster.create(Manifests.workload(
                "Deployment",
                "hungry",
                "replicas: 1",
                "",
                "while true; do :; done",
                "resources: { limits: { cpu: 200m, memory: 32Mi } }"));
        cluster.create("""
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: { name: web }
                spec:
                  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
                  minReplicas: 1
                  maxReplicas: 2
                  targetCPUUtilizationPercentage: 80
                """);
    }

    @AfterAll
    static void close() {
        clusters.close();
    }

    @Test
    void a_rollout_has_its_state_and_its_history_with_causes_and_images(Cluster cluster) {
        awaitRollout("web", "rolled out, 2 of 2 pods available");

        change(cluster, "web", "second release", "opsdeck-test/busybox:latest");
        awaitRollout("web", "rolled out, 2 of 2 pods available, revision 2");

        Reading reading = rollout("web");
        assertThat(measure(reading, "unavailable")).isZero();
        assertThat(reading.failures()).isEmpty();
        assertThat(rows(reading)).hasSize(2);
        assertThat(rows(reading).getFirst())
                .startsWith("2")
                .endsWith("2", "opsdeck-test/busybox:latest", "second release");
        assertThat(rows(reading).getLast()).startsWith("1").endsWith("0", "opsdeck-test/busybox", "first release");
    }

    @Test
    void a_rollout_that_cannot_go_on_is_stuck_and_its_pods_are_unavailable(Cluster cluster) {
        cluster.create(Manifests.deployment("web-admin", 1, "exec sleep 3600")
                .replace("replicas: 1", "progressDeadlineSeconds: 3"));
        awaitRollout("web-admin", "rolled out");
        change(cluster, "web-admin", "", "opsdeck-test/no-such-image");

        Reading stuck = awaitReading(
                () -> rollout("web-admin"), reading -> !reading.failures().isEmpty());

        assertThat(stuck.failures()).singleElement().asString().contains("ProgressDeadlineExceeded");
        assertThat(stuck.summary()).contains("Deployment web-admin: stuck");
        assertThat(measure(stuck, "unavailable")).isPositive();

        Reading warnings = awaitReading(() -> events("web-admin"), reading -> rows(reading).stream()
                .anyMatch(row -> row.get(4).contains("no-such-image")));
        assertThat(warnings.summary()).contains("of web-admin", "Pod web-admin-");
        assertThat(measure(warnings, "warnings")).isPositive();
        assertThat(events("web").summary()).doesNotContain("web-admin-");
        assertThat(rows(events(null))).anyMatch(row -> row.get(3).startsWith("Pod web-admin-"));
    }

    @Test
    void a_stateful_set_has_a_history_too() {
        awaitRollout("store", "StatefulSet store: rolled out, 1 of 1 pods available, revision 1");

        assertThat(rows(rollout("store"))).singleElement().satisfies(row -> assertThat(row)
                .contains("1", "opsdeck-test/busybox"));
    }

    @Test
    void a_workload_that_does_not_exist_is_told_with_what_to_do() {
        assertThatThrownBy(() -> rollout("nowhere"))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("no Deployment, StatefulSet or DaemonSet nowhere")
                .hasMessageContaining("container: NAME");
    }

    @Test
    void no_warnings_are_said_to_be_none() {
        assertThat(events("store").summary()).isEqualTo("No warnings of store within the last hour.");
        assertThat(measure(events("store"), "warnings")).isZero();
    }

    @Test
    void an_autoscaler_shows_its_limits_and_what_keeps_it_from_scaling() {
        Reading reading =
                awaitReading(() -> autoscaler("web"), found -> !found.failures().isEmpty());

        // There is no metrics API, so this one cannot know what to do.
        assertThat(reading.failures()).singleElement().asString().contains("FailedGetResourceMetric");
        assertThat(reading.summary()).contains("web has 2 of at most 2 pods and does not scale");
        assertThat(measure(reading, "replicas")).isEqualTo(2);
        assertThat(measure(reading, "at-limit")).isEqualTo(1);
        assertThat(autoscaler("store").summary()).contains("No autoscaler in store");
    }

    @Test
    void without_a_metrics_api_the_kubelet_tells_what_pods_use() {
        Reading reading = awaitReading(() -> stats("hungry"), found -> found.measures().stream()
                .anyMatch(one -> one.name().equals("cpu-limit") && one.value() > 50));

        assertThat(measure(reading, "cpu")).isBetween(5.0, 60.0);
        assertThat(measure(reading, "memory")).isBetween(0.1, 100.0);
        assertThat(measure(reading, "memory-bytes")).isPositive();
        assertThat(reading.measures()).extracting(Measure::name).contains("network-in", "network-out");
        assertThat(rows(reading).getFirst().get(2)).startsWith("20 % (");
        assertThat(rows(reading).getFirst().get(4)).startsWith("32.0 MiB (");
    }

    @Test
    void what_has_no_limit_is_not_held_against_one() {
        Reading reading =
                awaitReading(() -> stats("store"), found -> !found.measures().isEmpty());

        assertThat(reading.measures())
                .extracting(Measure::name)
                .contains("cpu", "memory-bytes")
                .doesNotContain("memory");
        assertThat(rows(reading).getFirst()).contains("none");
    }

    @Test
    void all_services_together_are_listed_pod_by_pod() {
        Reading reading = awaitReading(() -> stats(null), found -> rows(found).size() >= 4);

        assertThat(rows(reading)).extracting(List::getFirst).anyMatch(name -> name.equals("store-0"));
    }

    private static void change(Cluster cluster, String name, String cause, String image) {
        UnaryOperator<Deployment> edit = deployment -> {
            deployment.getMetadata().getAnnotations().put("kubernetes.io/change-cause", cause);
            deployment
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .setImage(image);
            return deployment;
        };
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName(name)
                .edit(edit);
    }

    private static Reading rollout(String service) {
        return ask(new RolloutProber(questions, new EventsProber(questions)), new Probe.Rollout(service));
    }

    private static Reading events(@Nullable String service) {
        return ask(new EventsProber(questions), new Probe.Events(service));
    }

    private static Reading autoscaler(String service) {
        return ask(new AutoscalerProber(questions), new Probe.Autoscaler(service));
    }

    private static Reading stats(@Nullable String service) {
        return ask(new PodStatsProber(questions), new Probe.Stats(service));
    }

    private static <P extends Probe> Reading ask(Prober<P> prober, P probe) {
        return prober.ask(shop, probe, PATIENCE);
    }

    private static void awaitRollout(String service, String words) {
        await(service + " " + words)
                .atMost(PATIENCE)
                .until(() -> rollout(service).summary(), text -> text.contains(words));
    }

    private static Reading awaitReading(Callable<Reading> question, Predicate<Reading> wanted) {
        return await().atMost(PATIENCE).until(question, wanted);
    }

    private static double measure(Reading reading, String name) {
        return reading.measures().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static List<List<String>> rows(Reading reading) {
        // Where nothing happened yet there is no table.
        return reading.table() == null ? List.of() : reading.table().rows();
    }
}
