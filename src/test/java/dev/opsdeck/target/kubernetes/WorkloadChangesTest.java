package dev.opsdeck.target.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.WorkloadStep;
import dev.opsdeck.plan.WorkloadStep.ImageChange;
import dev.opsdeck.testing.Cluster;
import dev.opsdeck.testing.ClusterTest;
import dev.opsdeck.testing.Control;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ClusterTest
final class WorkloadChangesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final String NEVER_READY = "readinessProbe: { exec: { command: [\"false\"] }, periodSeconds: 1 }";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Cluster cluster;

    @SuppressWarnings("NullAway.Init")
    private static Clusters clusters;

    @SuppressWarnings("NullAway.Init")
    private static ManagedSystem shop;

    @BeforeAll
    static void start(Cluster own) {
        cluster = own;
        clusters = Shop.actor(own, folder);
        shop = Shop.system(own.namespace(), "web", "api", "store", "agent", "scaled", "stuck", "images", "history");
    }

    @AfterAll
    static void close() {
        clusters.close();
    }

    @Test
    void a_restart_replaces_all_pods_and_is_found_after_a_crash() {
        deploy("web", 2);
        List<String> old = pods("web");
        List<ServiceStep> steps = plan("web", new ServiceChange.Restart(true));
        assertThat(steps)
                .extracting(ServiceStep::title)
                .containsExactly(
                        "Restart the pods of Deployment web as its strategy says",
                        "Watch Deployment web until rolled out; stuck after 600 s without progress");
        assertThat(plan("web", new ServiceChange.Restart(false))).isEqualTo(steps);

        Map<String, String> before = before(steps.getFirst());
        assertThat(inspect(steps.getFirst(), before)).isInstanceOf(Finding.DidNotHappen.class);
        var control = new Control(PATIENCE);
        assertThat(act(steps.getFirst(), before, control)).isInstanceOf(Outcome.Done.class);
        assertThat(inspect(steps.getFirst(), before)).isInstanceOf(Finding.Happened.class);
        assertThat(act(steps.getLast(), Map.of(), control))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.evidence()).contains("2 of 2 pods available"));

        assertThat(control.progress()).anyMatch(line -> line.contains("of 2 pods"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pods("web")).hasSize(2).doesNotContainAnyElementsOf(old));
        assertThat(inspect(steps.getFirst(), before)).isInstanceOf(Finding.Happened.class);
    }

    @Test
    void stopping_keeps_the_number_of_pods_in_mind_and_starting_goes_back_to_it() {
        deploy("api", 2);

        assertThat(carryOut("api", new ServiceChange.Stop(false))).contains("no pod is left");
        assertThat(pods("api")).isEmpty();
        assertThat(plan("api", new ServiceChange.Stop(false))).isEmpty();

        List<ServiceStep> start = plan("api", new ServiceChange.Start());
        assertThat(start.getFirst().title()).isEqualTo("Scale Deployment api from 0 to 2");
        assertThat(carryOut(start)).contains("2 of 2 pods available");
        assertThat(plan("api", new ServiceChange.Start())).isEmpty();
        assertThat(deployment("api").getMetadata().getAnnotations()).doesNotContainKey(ClusterWriter.REPLICAS);
    }

    @Test
    void scaling_is_put_back_and_putting_back_twice_is_the_same_as_once() {
        create("StatefulSet", "store", "serviceName: store", "");
        ServiceStep scale = plan("store", new ServiceChange.Scale(2)).getFirst();
        Map<String, String> before = before(scale);
        act(scale, before, new Control(PATIENCE));
        assertThat(inspect(scale, before)).isInstanceOf(Finding.Happened.class);

        for (int time = 0; time < 2; time++) {
            assertThat(undo(scale, before))
                    .isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.evidence())
                            .startsWith("put back: ")
                            .contains("1 of 1"));
            assertThat(inspect(scale, before)).isInstanceOf(Finding.DidNotHappen.class);
        }

        cluster.client()
                .apps()
                .statefulSets()
                .inNamespace(cluster.namespace())
                .withName("store")
                .scale(3);
        assertThat(inspect(scale, before))
                .isInstanceOfSatisfying(Finding.CannotTell.class, told -> assertThat(told.reason())
                        .contains("3 pods"));
        assertThat(undo(scale, before))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("not put back over that"));
    }

    @Test
    void a_rollout_that_is_stuck_says_why_and_is_put_back() {
        deploy("images", 1);
        String good = images("images");
        var set = new WorkloadStep.SetImages(
                ref("images"),
                "Deployment images",
                List.of(new ImageChange("main", good, "opsdeck-test/none:2")),
                SHORT);
        var watch = new WorkloadStep.AwaitRollout(ref("images"), "Deployment images", false, SHORT);
        Map<String, String> before = before(set);
        act(set, before, new Control(PATIENCE));
        assertThat(inspect(set, before)).isInstanceOf(Finding.Happened.class);

        assertThat(act(watch, Map.of(), new Control(PATIENCE)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .startsWith("The rollout of images is stuck: ")
                        .contains("nothing has changed for 5 s")
                        .contains("ErrImageNeverPull"));

        assertThat(undo(set, before)).isInstanceOf(Outcome.Done.class);
        assertThat(undo(set, before)).isInstanceOf(Outcome.Done.class);
        assertThat(images("images")).isEqualTo(good);
        assertThat(Workload.of(deployment("images")).replicas().available()).isEqualTo(1);
    }

    @Test
    void kubernetes_own_deadline_for_progress_ends_the_wait() {
        create("Deployment", "stuck", "progressDeadlineSeconds: 3", NEVER_READY);

        assertThat(act(
                        new WorkloadStep.AwaitRollout(ref("stuck"), "Deployment stuck", false, PATIENCE),
                        Map.of(),
                        new Control(PATIENCE)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("0 of 1 pods are available"));
    }

    @Test
    void a_wait_ends_at_once_when_the_run_is_cancelled() {
        create("DaemonSet", "agent", "minReadySeconds: 600", "");
        var control = new Control(PATIENCE);
        control.cancel();

        assertThat(act(
                        new WorkloadStep.AwaitRollout(ref("agent"), "DaemonSet agent", false, PATIENCE),
                        Map.of(),
                        control))
                .isInstanceOf(Outcome.Interrupted.class);
        assertThatThrownBy(() -> plan("agent", new ServiceChange.Stop(false)))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("one pod on each node");
    }

    @Test
    void a_revision_is_gone_back_to_and_forth() {
        for (String kind : List.of("Deployment", "StatefulSet")) {
            String name = "history";
            String spec = kind.equals("StatefulSet") ? "serviceName: history" : "replicas: 1";
            cluster.create(Manifests.workload(kind, name, spec, "first", "exec sleep 3600", ""));
            awaitRolledOut(name);
            Revision first = revisions(name).getFirst();
            cluster.client()
                    .load(new java.io.ByteArrayInputStream(
                            Manifests.workload(kind, name, spec, "second", "exec sleep 7200", "")
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .inNamespace(cluster.namespace())
                    .forceConflicts()
                    .serverSideApply();
            awaitRolledOut(name);
            Revision second = revisions(name).getFirst();
            assertThat(second.name()).isNotEqualTo(first.name());

            var back = new WorkloadStep.RolloutUndo(
                    ref(name), kind + " " + name, first.number(), first.name(), first.images(), PATIENCE);
            Map<String, String> before = before(back);
            assertThat(before).containsEntry("record", second.name());
            act(back, before, new Control(PATIENCE));
            await().atMost(PATIENCE).until(() -> inspect(back, before) instanceof Finding.Happened);
            awaitRolledOut(name);
            assertThat(revisions(name).getFirst().name()).isEqualTo(first.name());

            assertThat(undo(back, before)).isInstanceOf(Outcome.Done.class);
            assertThat(undo(back, before)).isInstanceOf(Outcome.Done.class);
            assertThat(revisions(name).getFirst().name()).isEqualTo(second.name());
            cluster.client()
                    .load(new java.io.ByteArrayInputStream(Manifests.workload(kind, name, spec, "", "true", "")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .inNamespace(cluster.namespace())
                    .delete();
            await().atMost(PATIENCE).until(() -> pods(name).isEmpty());
        }
    }

    @Test
    void a_version_is_deployed_and_an_image_that_ran_before_is_gone_back_to() {
        deploy("versioned", 1);
        ManagedSystem system = Shop.system(cluster.namespace(), "versioned");
        Service service = Shop.service("versioned", null);
        String first = images("versioned");
        KubernetesTarget target = Shop.target(clusters);

        List<ServiceStep> steps = target.plan(system, service, new ServiceChange.Deploy("latest"));
        assertThat(steps.getFirst().title())
                .isEqualTo("Set the image of Deployment versioned: main from " + first + " to " + first + ":latest");
        for (ServiceStep step : steps) {
            assertThat(target.act(system, step, target.before(system, step), new Control(PATIENCE)))
                    .isInstanceOf(Outcome.Done.class);
        }
        assertThat(images("versioned")).isEqualTo(first + ":latest");
        assertThat(target.plan(system, service, new ServiceChange.Deploy("latest")))
                .isEmpty();

        List<ServiceStep> back = target.plan(system, service, new ServiceChange.Return(first));
        assertThat(back.getFirst())
                .isInstanceOfSatisfying(WorkloadStep.RolloutUndo.class, undo -> assertThat(undo.revision())
                        .isEqualTo(1));
        assertThat(target.plan(system, service, new ServiceChange.Return("1"))).isEqualTo(back);
        for (ServiceStep step : back) {
            assertThat(target.act(system, step, target.before(system, step), new Control(PATIENCE)))
                    .isInstanceOf(Outcome.Done.class);
        }
        assertThat(images("versioned")).isEqualTo(first);
        assertThatThrownBy(() -> target.plan(system, service, new ServiceChange.Return("77")))
                .hasMessageContaining("cannot go back to revision 77. The cluster keeps 2");
        assertThatThrownBy(() -> target.plan(system, service, new ServiceChange.Deploy("")))
                .hasMessageContaining("imagePullPolicy is Never");
    }

    @Test
    void an_autoscaler_keeps_at_least_as_many_pods_as_it_is_scaled_to_and_no_more_than_it_may() {
        deploy("scaled", 1);
        cluster.create("""
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: { name: scaled }
                spec: { minReplicas: 1, maxReplicas: 4, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: scaled } }
                """);

        assertThatThrownBy(() -> plan("scaled", new ServiceChange.Scale(5)))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("its autoscaler scaled would overrule that")
                .hasMessageContaining("it keeps 1 to 4 pods");
        List<ServiceStep> up = plan("scaled", new ServiceChange.Scale(3));
        assertThat(up)
                .extracting(ServiceStep::title)
                .startsWith(
                        "Scale Deployment scaled from 1 to 3",
                        "Have the autoscaler scaled of Deployment scaled keep at least 3 instead of 1");
        assertThat(carryOut(up)).contains("3 of 3 pods available");
        ServiceStep limit = up.get(1);
        assertThat(inspect(
                        limit, Map.of("uid", deployment("scaled").getMetadata().getUid())))
                .isInstanceOf(Finding.Happened.class);
        List<ServiceStep> down = plan("scaled", new ServiceChange.Scale(1));
        assertThat(down)
                .extracting(ServiceStep::title)
                .filteredOn(title -> !title.startsWith("Watch"))
                .containsExactly(
                        "Have the autoscaler scaled of Deployment scaled keep at least 1 instead of 3",
                        "Scale Deployment scaled from 3 to 2",
                        "Scale Deployment scaled from 2 to 1");
        assertThat(carryOut(down)).contains("1 of 1 pods available");
        assertThat(plan("scaled", new ServiceChange.Stop(false))).hasSize(2);
    }

    @Test
    void what_the_account_may_not_do_is_refused_with_the_rule_that_is_missing() {
        deploy("forbidden", 1);
        ManagedSystem system = Shop.system(cluster.namespace(), "forbidden");
        cluster.account("looker");
        cluster.create("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: { name: looker }
                roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: opsdeck-reading }
                subjects: [ { kind: ServiceAccount, name: looker, namespace: %s } ]
                """.formatted(cluster.namespace()));
        var looking = Shop.clusters(cluster.kubeconfig(folder.resolve("looker"), cluster.token("looker")));
        KubernetesTarget target = Shop.target(looking);
        ServiceStep restart = target.plan(
                        system,
                        Objects.requireNonNull(system.services().get("forbidden")),
                        new ServiceChange.Restart(false))
                .getFirst();

        assertThat(target.act(system, restart, target.before(system, restart), new Control(PATIENCE)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("does not let the service account looker")
                        .contains("verbs: [patch]"));
        looking.close();
    }

    @Test
    void building_and_pulling_are_refused_with_what_to_do_instead() {
        deploy("refused", 1);
        ManagedSystem system = Shop.system(cluster.namespace(), "refused");

        assertThatThrownBy(() -> Shop.target(clusters)
                        .plan(system, Shop.service("refused", null), new ServiceChange.Build(true)))
                .hasMessageContaining("deploy its version");
        assertThatThrownBy(() ->
                        Shop.target(clusters).plan(system, Shop.service("refused", null), new ServiceChange.Pull()))
                .hasMessageContaining("restart the service");
    }

    private static void deploy(String name, int replicas) {
        cluster.create(Manifests.deployment(name, replicas, "exec sleep 3600"));
        awaitRolledOut(name);
    }

    private static void create(String kind, String name, String spec, String container) {
        cluster.create(Manifests.workload(kind, name, spec, "", "exec sleep 3600", container));
        if (container.isEmpty() && !spec.contains("600")) {
            awaitRolledOut(name);
        }
    }

    private static void awaitRolledOut(String name) {
        await().atMost(PATIENCE)
                .until(() -> RolloutState.of(new ServicePods(reader()).workload(Shop.service(name, null)))
                        .isDone());
    }

    private static ClusterReader reader() {
        return clusters.of(shop).orElseThrow();
    }

    private static List<Revision> revisions(String name) {
        return Revision.of(reader(), reader().workload(name).orElseThrow());
    }

    private static String carryOut(String service, ServiceChange change) {
        return carryOut(plan(service, change));
    }

    /** The evidence of the last step. */
    private static String carryOut(List<ServiceStep> steps) {
        String evidence = "";
        for (ServiceStep step : steps) {
            evidence = act(step, before(step), new Control(PATIENCE)) instanceof Outcome.Done(String told, var _)
                    ? told
                    : "failed: " + step.title();
        }
        return evidence;
    }

    private static List<ServiceStep> plan(String name, ServiceChange change) {
        Service service = Objects.requireNonNull(shop.services().get(name));
        return Shop.target(clusters).plan(shop, service, change);
    }

    private static Map<String, String> before(ServiceStep step) {
        return Shop.target(clusters).before(shop, step);
    }

    private static Outcome act(ServiceStep step, Map<String, String> before, Control control) {
        return Shop.target(clusters).act(shop, step, before, control);
    }

    private static Outcome undo(ServiceStep step, Map<String, String> before) {
        return Shop.target(clusters).undo(shop, step, before, new Control(PATIENCE));
    }

    private static Finding inspect(ServiceStep step, Map<String, String> before) {
        return Shop.target(clusters).inspect(shop, step, before, Instant.EPOCH, Instant.EPOCH);
    }

    private static ServiceRef ref(String service) {
        return new ServiceRef("shop", service);
    }

    private static Deployment deployment(String name) {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName(name)
                .get();
    }

    private static String images(String name) {
        return deployment(name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    private static List<String> pods(String name) {
        return cluster
                .client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("app", name)
                .list()
                .getItems()
                .stream()
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getUid())
                .toList();
    }
}
