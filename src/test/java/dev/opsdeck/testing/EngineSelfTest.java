package dev.opsdeck.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@EngineTest
final class EngineSelfTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void a_service_is_found_by_its_compose_labels_and_answers_its_health_check(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));

        var found = engine.docker()
                .listContainersCmd()
                .withLabelFilter(
                        Map.of("com.docker.compose.project", engine.project(), "com.docker.compose.service", "backend"))
                .exec();
        assertThat(found).singleElement().satisfies(container -> assertThat(container.getId())
                .isEqualTo(backend.id()));
        assertThat(health(backend)).isEqualTo(200);

        backend.fallSick();
        assertThat(health(backend)).isEqualTo(404);
        backend.recover();
        assertThat(health(backend)).isEqualTo(200);
    }

    @Test
    void a_restart_is_counted_and_keeps_the_port(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        var before = backend.startedAt();

        restart(engine, backend, 5);

        await().until(() -> backend.starts() == 2);
        assertThat(backend.startedAt()).isAfter(before);
        await().until(() -> health(backend) == 200);
    }

    @Test
    void a_service_can_fail_to_come_back(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend").printing(3).doesNotComeBack(3));

        restart(engine, backend, 5);

        await().until(() -> !backend.running());
        assertThat(backend.inspect().getState().getExitCodeLong()).isEqualTo(3);
        assertThat(backend.log()).contains("line 3").endsWith("fatal: cannot open the store\n");
    }

    @Test
    void a_service_can_be_unhealthy_after_a_restart(Engine engine) {
        TestContainer backend =
                engine.start(Workload.of("backend").withDockerHealth().sickAfterRestart());
        await().until(() -> dockerHealth(backend).equals("healthy"));

        restart(engine, backend, 5);

        await().until(() -> dockerHealth(backend).equals("unhealthy"));
    }

    @Test
    void a_service_can_ignore_a_polite_stop(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend").ignoresStop());

        engine.docker().stopContainerCmd(backend.id()).withTimeout(1).exec();

        assertThat(backend.inspect().getState().getExitCodeLong()).isEqualTo(137);
    }

    @Test
    void a_service_can_take_its_time_to_stop(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend").slowToStop(Duration.ofSeconds(1)));

        engine.docker().stopContainerCmd(backend.id()).withTimeout(10).exec();

        assertThat(backend.inspect().getState().getExitCodeLong()).isZero();
        assertThat(backend.log()).endsWith("stopping\n");
    }

    @Test
    void nothing_is_left_when_it_is_closed() {
        String id;
        try (Engine engine = Engine.open()) {
            id = engine.start(Workload.of("backend")).id();
        }
        try (Engine engine = Engine.open()) {
            Assertions.assertThatThrownBy(
                            () -> engine.docker().inspectContainerCmd(id).exec())
                    .isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void an_engine_without_the_image_gets_it(Engine engine) {
        String image = engine.project() + "-image";
        BusyboxImage.ensure(engine.docker(), image);
        try {
            TestContainer idle = engine.start(
                    "idle", engine.docker().createContainerCmd(image).withCmd("sleep", "60"));
            assertThat(idle.exec("cat", "/etc/passwd")).startsWith("root:");
        } finally {
            engine.docker().removeImageCmd(image).withForce(true).exec();
        }
    }

    private static void restart(Engine engine, TestContainer container, int stopSeconds) {
        engine.docker()
                .restartContainerCmd(container.id())
                .withTimeout(stopSeconds)
                .exec();
    }

    private static String dockerHealth(TestContainer container) {
        return container.inspect().getState().getHealth().getStatus();
    }

    /** The engine's proxy takes connections a moment before the way into a new container stands. */
    private static int health(TestContainer container) {
        return await().ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> HTTP.send(
                                        HttpRequest.newBuilder(container.healthUrl())
                                                .build(),
                                        BodyHandlers.discarding())
                                .statusCode(),
                        _ -> true);
    }
}
