package dev.opsdeck.target.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.InstanceStatus.Vitality;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.testing.Cluster;
import dev.opsdeck.testing.ClusterTest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ClusterTest
final class KubernetesTargetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CHECK =
            "readinessProbe: { exec: { command: [sh, -c, test -e /ready] }, periodSeconds: 1, failureThreshold: 2 }";

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
        shop = Shop.system(
                cluster.namespace(),
                "web",
                "crashing",
                "unpullable",
                "greedy",
                "unready",
                "huge",
                "store",
                "agent",
                "job",
                "worker",
                "leaver",
                "gone");
        cluster.create(
                Manifests.workload("Deployment", "web", "replicas: 2", "", "touch /ready; exec sleep 3600", CHECK));
        cluster.create(Manifests.deployment("crashing", 1, "exit 3"));
        cluster.create(Manifests.deployment("unpullable", 1, "true")
                .replace("image: opsdeck-test/busybox", "image: registry.invalid/shop/none:1")
                .replace("Never", "IfNotPresent"));
        cluster.create(Manifests.workload(
                "Deployment", "greedy", "replicas: 1", "", "tail /dev/zero", "resources: { limits: { memory: 8Mi } }"));
        cluster.create(Manifests.workload("Deployment", "unready", "replicas: 1", "", "exec sleep 3600", CHECK));
        cluster.create(Manifests.workload(
                "Deployment", "huge", "replicas: 1", "", "true", "resources: { requests: { cpu: 1k } }"));
        cluster.create(Manifests.workload("StatefulSet", "store", "serviceName: store", "", "exec sleep 3600", ""));
        cluster.create(Manifests.workload("DaemonSet", "agent", "minReadySeconds: 0", "", "exec sleep 3600", ""));
        cluster.create(pod("worker-1", "worker", "true"));
        cluster.create(pod("worker-2", "worker", "exec sleep 3600"));
        cluster.create(pod("job-1", "job", "true"));
        cluster.create(pod("leaver-1", "leaver", "exec sleep 3600"));
        cluster.create(pod("leaver-2", "leaver", "exec sleep 3600"));
    }

    private static String pod(String name, String service, String script) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: { name: %s, labels: { app.kubernetes.io/name: %s } }
                spec:
                  restartPolicy: Never
                  dnsPolicy: Default
                  containers: [ { name: main, image: opsdeck-test/busybox, imagePullPolicy: Never, command: [sh, -c, "%s"] } ]
                """.formatted(name, service, script);
    }

    @AfterAll
    static void close() {
        clusters.close();
    }

    @Test
    void the_pods_of_a_deployment_are_its_instances() {
        List<InstanceStatus> pods = awaitPods(
                "web", all -> all.size() == 2 && all.stream().allMatch(pod -> pod.vitality() == Vitality.HEALTHY));

        assertThat(pods).allSatisfy(pod -> {
            assertThat(pod.instance().name()).startsWith("web-");
            assertThat(pod.running()).isTrue();
            assertThat(pod.state()).isEqualTo("running");
            assertThat(pod.image()).isEqualTo("opsdeck-test/busybox");
            assertThat(pod.restarts()).isZero();
            assertThat(pod.startedAt())
                    .isBeforeOrEqualTo(Instant.now())
                    .isAfter(Instant.now().minusSeconds(600));
        });
    }

    @Test
    void a_pod_that_keeps_crashing_is_shown_with_its_exit_code_and_restarts() {
        InstanceStatus pod = awaitPods("crashing", all -> all.getFirst().state().startsWith("CrashLoopBackOff"))
                .getFirst();

        assertThat(pod.state()).isEqualTo("CrashLoopBackOff after Error (exit code 3)");
        assertThat(pod.running()).isFalse();
        assertThat(pod.restarts()).isPositive();
    }

    @Test
    void an_image_that_cannot_be_pulled_is_named() {
        InstanceStatus pod = awaitPods(
                        "unpullable", all -> all.getFirst().state().startsWith("ImagePullBackOff"))
                .getFirst();

        assertThat(pod.state()).contains("registry.invalid/shop/none:1");
        assertThat(pod.running()).isFalse();
        assertThat(pod.startedAt()).isNull();
    }

    @Test
    void a_pod_that_was_ended_for_its_memory_says_so() {
        awaitPods("greedy", all -> all.getFirst().state().contains("OOMKilled"));
    }

    @Test
    void a_pod_that_fits_nowhere_says_why() {
        assertThat(awaitPods("huge", all -> all.getFirst().state().startsWith("Pending: "))
                        .getFirst()
                        .state())
                .contains("Insufficient cpu");
    }

    @Test
    void a_pod_whose_check_fails_is_unhealthy_once_it_had_its_time() {
        InstanceStatus pod = awaitPods(
                        "unready",
                        all -> all.getFirst().vitality() == Vitality.UNHEALTHY
                                && all.getFirst().running())
                .getFirst();

        assertThat(pod.state()).isEqualTo("running");
    }

    @Test
    void stateful_sets_daemon_sets_and_labelled_pods_are_found_too() {
        assertThat(awaitPods("store", all -> all.getFirst().running())
                        .getFirst()
                        .instance()
                        .name())
                .isEqualTo("store-0");
        awaitPods("agent", all -> all.getFirst().running());
        assertThat(awaitPods("job", all -> all.getFirst().state().startsWith("Completed"))
                        .getFirst()
                        .running())
                .isFalse();
    }

    @Test
    void all_services_at_once_are_the_same_as_one_by_one() {
        // Pods come and go while they start, also between two looks.
        await().atMost(PATIENCE).untilAsserted(() -> {
            var all = target().look(shop);
            assertThat(all.keySet()).containsExactlyElementsOf(shop.services().keySet());
            shop.services().forEach((name, service) -> assertThat(names(all.getOrDefault(name, List.of())))
                    .as(name)
                    .containsExactlyElementsOf(names(target().look(shop, service))));
        });
    }

    @Test
    void pods_that_have_ended_are_not_shown_beside_those_that_took_their_place() {
        assertThat(awaitPods("worker", all -> all.getFirst().running()))
                .singleElement()
                .satisfies(pod -> assertThat(pod.instance().name()).isEqualTo("worker-2"));
    }

    @Test
    void pods_that_are_being_ended_are_not_shown_beside_others(Cluster cluster) {
        awaitPods("leaver", all -> all.size() == 2 && all.stream().allMatch(InstanceStatus::running));
        var leaver = cluster.client().pods().inNamespace(cluster.namespace()).withName("leaver-1");

        leaver.withGracePeriod(60).delete();

        assertThat(look("leaver"))
                .singleElement()
                .satisfies(pod -> assertThat(pod.instance().name()).isEqualTo("leaver-2"));
        leaver.withGracePeriod(0).delete();
    }

    @Test
    void a_service_without_pods_has_no_instances() {
        assertThat(look("gone")).isEmpty();
    }

    @Test
    void a_namespace_that_does_not_exist_is_told() {
        // Only somebody who may ask for namespaces is told: in one that does not exist a Role cannot be.
        var everything = new Clusters(new ClusterAccess(), Clock.systemUTC());
        var nowhere = Shop.system("opsdeck-test-nowhere", "web");

        assertThatThrownBy(() -> Shop.target(everything).look(nowhere, Shop.service("web", null)))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("has no namespace opsdeck-test-nowhere");
        everything.close();
    }

    @Test
    void it_serves_kubernetes() {
        assertThat(target().serves(new Runtime.Kubernetes(null, "default"))).isTrue();
        assertThat(target().serves(new Runtime.Process())).isFalse();
    }

    private static List<String> names(List<InstanceStatus> pods) {
        return pods.stream().map(pod -> pod.instance().name()).toList();
    }

    private static KubernetesTarget target() {
        return Shop.target(clusters);
    }

    private static List<InstanceStatus> look(String service) {
        return target().look(shop, Shop.service(service, null));
    }

    private static List<InstanceStatus> awaitPods(String service, Predicate<List<InstanceStatus>> wanted) {
        return await("pods of " + service)
                .atMost(PATIENCE)
                .until(() -> look(service), pods -> !pods.isEmpty() && wanted.test(pods));
    }
}
