package dev.opsdeck.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.EngineStep.Kind;
import dev.opsdeck.plan.EngineStep.PruneEngine;
import dev.opsdeck.plan.EngineStep.Thing;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.Versions;
import dev.opsdeck.testing.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is found unused on a real engine; only what a test has made itself is removed. */
@EngineTest
final class PruningTest {
    private static final String PROJECT = "com.docker.compose.project";

    private final DockerEngines engines = Systems.engines();

    @AfterEach
    void close() {
        engines.close();
    }

    @Test
    void a_stopped_container_of_the_catalog_is_used_and_another_is_not(Engine engine) {
        TestContainer stopped = engine.start(Workload.of("backend"));
        TestContainer running = engine.start(Workload.of("backend"));
        stopped.kill();
        await().until(() -> !stopped.running());

        assertThat(ids(prunable(engine, engine.project()), Kind.CONTAINERS)).doesNotContain(stopped.id());
        Prunable elsewhere = prunable(engine, "another");
        assertThat(ids(elsewhere, Kind.CONTAINERS)).contains(stopped.id()).doesNotContain(running.id());

        elsewhere.remove(Kind.CONTAINERS, new Thing(stopped.id(), stopped.name()));

        assertThatThrownBy(stopped::inspect).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> elsewhere.remove(Kind.CONTAINERS, new Thing(running.id(), running.name())))
                .hasMessageContaining("running container");
        elsewhere.remove(Kind.CONTAINERS, new Thing(stopped.id(), stopped.name()));
    }

    @Test
    void an_image_without_a_name_is_unused_unless_a_container_was_made_from_it_or_it_was_kept(Engine engine) {
        try (var versions = new Versions(engine)) {
            String first = versions.well("1");
            String second = versions.well("2");
            String third = versions.well("3");
            TestContainer stopped = engine.start(
                    "backend",
                    engine.docker().createContainerCmd(versions.name("2")).withCmd("/bin/true"));
            engine.docker().tagImageCmd(third, "opsdeck-kept/shop-test", "3").exec();
            String repository = versions.name("").replace(":", "");
            List.of("1", "2", "3").forEach(tag -> engine.docker()
                    .tagImageCmd("opsdeck-test/busybox", repository, tag)
                    .exec());
            await().until(() -> !stopped.running());

            List<String> unused = ids(prunable(engine, "another"), Kind.IMAGES);

            assertThat(unused).contains(first).doesNotContain(second, third);
            prunable(engine, "another").remove(Kind.IMAGES, new Thing(first, first));
            assertThat(ids(prunable(engine, "another"), Kind.IMAGES)).doesNotContain(first);
            List.of("1", "2", "3").forEach(tag -> engine.docker()
                    .removeImageCmd(repository + ":" + tag)
                    .withNoPrune(true)
                    .exec());
        }
    }

    @Test
    void a_network_is_used_by_a_stopped_container_and_by_the_catalog(Engine engine) {
        String used = network(engine, "used", Map.of());
        String unused = network(engine, "unused", Map.of());
        String declared = network(engine, "declared", Map.of(PROJECT, "mine"));
        try {
            engine.docker()
                    .connectToNetworkCmd()
                    .withNetworkId(used)
                    .withContainerId(stopped(engine).id())
                    .exec();

            Prunable prunable = prunable(engine, "mine");
            assertThat(ids(prunable, Kind.NETWORKS)).contains(unused).doesNotContain(used, declared);
            prunable.remove(Kind.NETWORKS, new Thing(unused, "unused"));
            assertThat(ids(prunable(engine, "mine"), Kind.NETWORKS)).doesNotContain(unused);
        } finally {
            engine.removeContainers();
            engine.docker().removeNetworkCmd(used).exec();
            engine.docker().removeNetworkCmd(declared).exec();
        }
    }

    @Test
    void a_volume_of_the_catalog_is_used_though_nothing_mounts_it(Engine engine) {
        String mine = volume(engine, "mine");
        String other = volume(engine, "other");
        try {
            Prunable prunable = prunable(engine, "mine");
            assertThat(ids(prunable, Kind.VOLUMES)).contains(other).doesNotContain(mine);
            prunable.remove(Kind.VOLUMES, new Thing(other, other));
            assertThat(ids(prunable(engine, "mine"), Kind.VOLUMES)).doesNotContain(other);
        } finally {
            engine.docker().removeVolumeCmd(mine).exec();
        }
    }

    @Test
    void the_plan_names_some_and_the_digest_knows_all() {
        var step = new PruneEngine(
                "shop",
                Kind.IMAGES,
                List.of("a", "b", "c", "d", "e", "f").stream()
                        .map(id -> new Thing("sha256:" + id, id))
                        .toList());

        assertThat(step.title()).isEqualTo("Remove 6 images without a name: a, b, c, d, e and 1 more");
        assertThat(step.identity()).contains("sha256:f");
    }

    private static TestContainer stopped(Engine engine) {
        TestContainer container = engine.start(Workload.of("backend"));
        container.kill();
        await().until(() -> !container.running());
        return container;
    }

    private static String network(Engine engine, String name, Map<String, String> labels) {
        return engine.docker()
                .createNetworkCmd()
                .withName(engine.project() + "-" + name)
                .withLabels(labels)
                .exec()
                .getId();
    }

    private static String volume(Engine engine, String project) {
        return engine.docker()
                .createVolumeCmd()
                .withName(engine.project() + "-" + project)
                .withLabels(Map.of(PROJECT, project))
                .exec()
                .getName();
    }

    private static List<String> ids(Prunable prunable, Kind kind) {
        return prunable.of(kind).stream().map(Thing::id).toList();
    }

    private Prunable prunable(Engine engine, String project) {
        ManagedSystem system = Systems.system(Systems.docker(project, null), Systems.service("elsewhere"));
        DockerEngine docker = engines.of(system).orElseThrow();
        return new Prunable(
                new ContainerApi(docker),
                new Catalog(Map.of("shop", system), new AccessRules(Map.of(), Map.of(), List.of()), "checksum"));
    }
}
