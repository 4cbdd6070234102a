package dev.opsdeck.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.target.net.HttpGet;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is found out about a restart whose worker died, in every state that it can leave a container in. */
@EngineTest
final class RestartInspectionTest {
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration SOON = RestartInspection.ACCEPTED.plusSeconds(1);
    private static final Duration LATER = STOP.plus(RestartInspection.MARGIN).plusSeconds(1);
    private static final Duration NEXT_DAY = Duration.ofDays(1);

    private final DockerEngines engines = Systems.engines();
    private final HttpGet get = new HttpGet();
    private final HttpCheck http = new HttpCheck(get);
    private final DockerTarget target = new DockerTarget(engines, http, Systems.compose());
    private final Instant intentAt = Instant.parse("2026-01-05T10:00:00Z");

    @AfterEach
    void close() {
        engines.close();
        get.close();
    }

    @Test
    void a_restart_that_was_never_asked_for_did_not_happen(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        Map<String, String> before = before(engine, backend);

        assertThat(inspect(engine, backend, before, AT_ONCE)).isInstanceOf(Finding.UnderWay.class);
        assertThat(inspect(engine, backend, before, SOON)).isInstanceOf(Finding.DidNotHappen.class);
        assertThat(inspect(engine, backend, before, NEXT_DAY)).isInstanceOf(Finding.DidNotHappen.class);
    }

    @Test
    void a_restart_that_is_waiting_for_the_container_to_stop_is_under_way_and_then_happened(Engine engine) {
        TestContainer stubborn = engine.start(Workload.of("backend").ignoresStop());
        Map<String, String> before = before(engine, stubborn);
        var restart = CompletableFuture.runAsync(() -> restart(engine.docker(), stubborn));

        await().untilAsserted(() -> assertThat(inspect(engine, stubborn, before, SOON))
                .isInstanceOfSatisfying(Finding.UnderWay.class, underWay -> assertThat(underWay.evidence())
                        .contains("being stopped")));
        restart.join();
        assertThat(inspect(engine, stubborn, before, SOON))
                .isInstanceOfSatisfying(Finding.Happened.class, happened -> assertThat(happened.evidence())
                        .contains(stubborn.startedAt().toString()));
        assertThat(stubborn.starts()).isEqualTo(2);
    }

    @Test
    void a_restart_that_happened_is_seen_however_late_somebody_looks(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        Map<String, String> before = before(engine, backend);
        restart(engine.docker(), backend);

        assertThat(inspect(engine, backend, before, AT_ONCE)).isInstanceOf(Finding.Happened.class);
        assertThat(inspect(engine, backend, before, NEXT_DAY)).isInstanceOf(Finding.Happened.class);
    }

    @Test
    void a_container_that_was_restarted_and_ended_again_tells_both(Engine engine) {
        TestContainer broken = engine.start(Workload.of("backend").doesNotComeBack(3));
        Map<String, String> before = before(engine, broken);
        restart(engine.docker(), broken);
        await().until(() -> !broken.running());

        assertThat(inspect(engine, broken, before, SOON))
                .isInstanceOfSatisfying(Finding.Happened.class, happened -> assertThat(happened.evidence())
                        .contains("exited with code 3"));
    }

    @Test
    void a_container_that_was_stopped_and_not_started_may_be_restarted_once_no_start_can_follow(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        Map<String, String> before = before(engine, backend);
        engine.docker().stopContainerCmd(backend.id()).withTimeout(1).exec();

        assertThat(inspect(engine, backend, before, SOON)).isInstanceOf(Finding.UnderWay.class);
        await().atMost(RestartInspection.ACCEPTED.multipliedBy(2))
                .untilAsserted(() -> assertThat(inspect(engine, backend, before, SOON))
                        .isInstanceOfSatisfying(Finding.DidNotHappen.class, finding -> assertThat(finding.evidence())
                                .contains("not started again")));
    }

    @Test
    void a_container_that_somebody_stopped_much_later_is_a_question_for_a_person(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        var before = new HashMap<>(before(engine, backend));
        before.computeIfPresent(
                "engine-time",
                (_, time) -> Instant.parse(time).minus(Duration.ofHours(1)).toString());
        engine.docker().stopContainerCmd(backend.id()).withTimeout(1).exec();

        assertThat(inspect(engine, backend, before, Duration.ofHours(1))).isInstanceOf(Finding.CannotTell.class);
    }

    @Test
    void a_container_that_was_down_and_stayed_down_was_not_restarted(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        backend.kill();
        await().until(() -> !backend.running());
        Map<String, String> before = before(engine, backend);

        assertThat(inspect(engine, backend, before, AT_ONCE)).isInstanceOf(Finding.UnderWay.class);
        assertThat(inspect(engine, backend, before, SOON)).isInstanceOf(Finding.DidNotHappen.class);
    }

    @Test
    void a_container_that_was_told_to_stop_but_never_did_is_a_question_for_a_person(Engine engine) {
        TestContainer stubborn = engine.start(Workload.of("backend").ignoresStop());
        Map<String, String> before = before(engine, stubborn);
        engine.docker().killContainerCmd(stubborn.id()).withSignal("TERM").exec();

        assertThat(inspect(engine, stubborn, before, SOON)).isInstanceOf(Finding.UnderWay.class);
        assertThat(inspect(engine, stubborn, before, LATER)).isInstanceOf(Finding.CannotTell.class);
    }

    @Test
    void a_signal_to_reload_is_not_taken_for_a_stop(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        Map<String, String> before = before(engine, backend);
        engine.docker().killContainerCmd(backend.id()).withSignal("WINCH").exec();

        assertThat(inspect(engine, backend, before, SOON)).isInstanceOf(Finding.DidNotHappen.class);
    }

    @Test
    void a_container_that_was_removed_is_a_question_for_a_person(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        Map<String, String> before = before(engine, backend);
        backend.remove();
        engine.start(Workload.of("backend"));

        assertThat(inspect(engine, backend, before, SOON))
                .isInstanceOfSatisfying(Finding.CannotTell.class, finding -> assertThat(finding.reason())
                        .contains("removed or re-created"));
    }

    @Test
    void without_a_record_of_the_state_before_nobody_can_tell(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));

        assertThat(inspect(engine, backend, Map.of(), SOON)).isInstanceOf(Finding.CannotTell.class);
    }

    @Test
    void looking_at_health_may_always_be_done_again(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        ServiceStep step = Systems.awaitHealthy("backend", List.of(instance(backend)), STOP);

        assertThat(target.inspect(system(engine), step, Map.of(), intentAt, intentAt))
                .isInstanceOf(Finding.DidNotHappen.class);
    }

    private static void restart(DockerClient docker, TestContainer container) {
        docker.restartContainerCmd(container.id())
                .withTimeout((int) STOP.toSeconds())
                .exec();
    }

    private Map<String, String> before(Engine engine, TestContainer container) {
        return target.before(system(engine), step(container));
    }

    private Finding inspect(Engine engine, TestContainer container, Map<String, String> before, Duration later) {
        return target.inspect(system(engine), step(container), before, intentAt, intentAt.plus(later));
    }

    private static ServiceStep.Restart step(TestContainer container) {
        return Systems.restart("backend", instance(container), STOP);
    }

    private static Instance instance(TestContainer container) {
        return new Instance(container.id(), container.name());
    }

    private static ManagedSystem system(Engine engine) {
        return Systems.system(Systems.docker(engine.project(), null), Systems.service("backend"));
    }
}
