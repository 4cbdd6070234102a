package dev.opsdeck.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.opsdeck.catalog.Health;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.InstanceStatus.Vitality;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.net.HttpGet;
import dev.opsdeck.testing.Control;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EngineTest
final class DockerTargetTest {
    private final DockerEngines engines = Systems.engines();
    private final HttpGet get = new HttpGet();
    private final HttpCheck http = new HttpCheck(get);
    private final DockerTarget target = new DockerTarget(engines, http, Systems.compose());
    private final Control control = new Control(Duration.ofSeconds(40));

    @AfterEach
    void close() {
        engines.close();
        get.close();
    }

    @Test
    void a_restart_changes_the_start_time_once(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        Instant before = backend.startedAt();

        Outcome outcome = restart(engine, backend, Duration.ofSeconds(5));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(backend.startedAt()).isAfter(before);
        assertThat(((Outcome.Done) outcome).evidence())
                .contains(backend.startedAt().toString());
        await().until(() -> backend.starts() == 2);
    }

    @Test
    void a_service_that_ignores_the_request_to_stop_is_killed_after_its_time(Engine engine) {
        TestContainer stubborn = engine.start(Workload.of("backend").ignoresStop());
        Instant begun = Instant.now();

        Outcome outcome = restart(engine, stubborn, Duration.ofSeconds(2));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(9));
    }

    @Test
    void a_service_gets_its_time_to_stop(Engine engine) {
        TestContainer slow = engine.start(Workload.of("backend").slowToStop(Duration.ofSeconds(2)));

        Outcome outcome = restart(engine, slow, Duration.ofSeconds(20));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(slow.log()).contains("stopping");
    }

    @Test
    void a_stopped_container_is_started_by_a_restart(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        backend.kill();
        await().until(() -> !backend.running());

        assertThat(restart(engine, backend, Duration.ofSeconds(5))).isInstanceOf(Outcome.Done.class);
        assertThat(backend.running()).isTrue();
    }

    @Test
    void a_service_that_never_comes_back_shows_its_exit_code_and_last_twenty_lines(Engine engine) {
        TestContainer broken = engine.start(Workload.of("backend").printing(30).doesNotComeBack(3));
        var step = step(broken, Duration.ofSeconds(5));
        Outcome outcome = target.act(system(engine), step, target.before(system(engine), step), control);
        if (outcome instanceof Outcome.Done) {
            outcome = awaitHealthy(system(engine), Duration.ofSeconds(20), broken);
        }

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                .contains(broken.name(), "exited with code 3", "output"));
        assertThat(control.lines()).hasSize(21).contains("fatal: cannot open the store");
        assertThat(control.text()).contains("line 30").doesNotContain("line 11\n");
    }

    @Test
    void a_container_that_has_gone_is_not_tried_again(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        var step = step(backend, Duration.ofSeconds(5));
        Map<String, String> before = target.before(system(engine), step);
        backend.remove();

        assertThat(target.act(system(engine), step, before, control))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.reason()).contains("no container " + backend.name());
                    assertThat(failed.retryable()).isFalse();
                });
        assertThatThrownBy(() -> target.before(system(engine), step)).isInstanceOf(TargetException.class);
    }

    @Test
    void a_container_that_somebody_else_restarted_meanwhile_is_left_alone(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        var step = step(backend, Duration.ofSeconds(5));
        Map<String, String> before = target.before(system(engine), step);
        engine.docker().restartContainerCmd(backend.id()).withTimeout(1).exec();
        Instant theirs = backend.startedAt();

        assertThat(target.act(system(engine), step, before, control)).isInstanceOf(Outcome.Failed.class);
        assertThat(backend.startedAt()).isEqualTo(theirs);
    }

    @Test
    void all_containers_of_a_service_are_found_in_order_stopped_ones_too(Engine engine) {
        TestContainer first = engine.start(Workload.of("backend"));
        TestContainer other = engine.start(Workload.of("store"));
        TestContainer second = engine.start(Workload.of("backend"));
        first.kill();
        await().until(() -> !first.running());

        Map<String, List<InstanceStatus>> seen = target.look(system(engine));

        assertThat(seen.get("backend"))
                .extracting(InstanceStatus::instance)
                .containsExactly(instance(first), instance(second));
        assertThat(seen.get("backend"))
                .extracting(InstanceStatus::state)
                .containsExactly("exited with code 137", "running");
        assertThat(seen.get("store")).extracting(InstanceStatus::instance).containsExactly(instance(other));
        assertThat(seen.get("store")).extracting(InstanceStatus::startedAt).containsExactly(other.startedAt());
        assertThat(target.look(system(engine), Systems.service("backend"))).isEqualTo(seen.get("backend"));
    }

    @Test
    void a_container_is_found_by_its_name_alone(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        Service named = Systems.service("anything", backend.name(), null);
        ManagedSystem system = Systems.system(Systems.docker(null, null), named, Systems.service("nothing"));

        assertThat(target.look(system, named))
                .extracting(InstanceStatus::instance)
                .containsExactly(instance(backend));
        assertThat(target.look(system).get("nothing")).isEmpty();
    }

    @Test
    void health_is_awaited_by_dockers_word_and_by_the_services_own(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend").withDockerHealth());
        ManagedSystem system = system(engine, new Health(backend.healthUrl().toString(), 200, Duration.ofSeconds(20)));

        assertThat(awaitHealthy(system, Duration.ofSeconds(20), backend))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.evidence()).contains("HTTP 200"));
        assertThat(target.look(system, Systems.service("backend")).getFirst().vitality())
                .isEqualTo(Vitality.HEALTHY);
    }

    @Test
    void a_service_that_is_unhealthy_after_its_restart_fails_when_its_time_is_over(Engine engine) {
        TestContainer sick = engine.start(
                Workload.of("backend").withDockerHealth().printing(3).sickAfterRestart());
        assertThat(restart(engine, sick, Duration.ofSeconds(2))).isInstanceOf(Outcome.Done.class);

        var short_ = new Control(Duration.ofSeconds(4));
        ServiceStep step = Systems.awaitHealthy("backend", List.of(instance(sick)), Duration.ofSeconds(4));
        Outcome outcome = target.act(system(engine), step, Map.of(), short_);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                .contains("within 4 s", "unhealthy", "404"));
        assertThat(short_.text()).contains("line 3");
        assertThat(short_.progress()).anyMatch(text -> text.contains("unhealthy"));
    }

    @Test
    void the_wrong_http_status_is_told_without_the_secrets_of_the_url(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        backend.fallSick();
        String url = backend.healthUrl().toString().replace("http://", "http://bot:pass-word@") + "?token=hush";
        ManagedSystem system = system(engine, new Health(url, 200, Duration.ofSeconds(2)));
        var impatient = new Control(Duration.ofSeconds(2));
        ServiceStep step = Systems.awaitHealthy("backend", List.of(instance(backend)), Duration.ofSeconds(2));

        Outcome outcome = target.act(system, step, Map.of(), impatient);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                .contains("HTTP 404", "/health?…", "200 is expected")
                .doesNotContain("pass-word", "hush", "bot:"));
        assertThat(String.join("\n", impatient.progress())).contains("HTTP 404").doesNotContain("pass-word", "hush");
    }

    @Test
    void a_container_that_ends_while_it_is_waited_for_fails_at_once(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        backend.fallSick();
        ManagedSystem system = system(engine, new Health(backend.healthUrl().toString(), 200, Duration.ofSeconds(30)));
        Instant begun = Instant.now();
        var outcome = CompletableFuture.supplyAsync(() -> awaitHealthy(system, Duration.ofSeconds(30), backend));
        await().until(() -> !control.progress().isEmpty());

        backend.kill();

        assertThat(outcome.join()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                .contains("exited with code 137"));
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(25));
    }

    @Test
    void cancelling_ends_the_wait_for_health(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        backend.fallSick();
        ManagedSystem system = system(engine, new Health(backend.healthUrl().toString(), 200, Duration.ofSeconds(30)));
        var outcome = CompletableFuture.supplyAsync(() -> awaitHealthy(system, Duration.ofSeconds(30), backend));
        await().until(() -> !control.progress().isEmpty());

        control.cancel();

        assertThat(outcome.join()).isInstanceOf(Outcome.Interrupted.class);
    }

    @Test
    void a_terminals_output_comes_without_colours_and_control_characters(Engine engine) {
        var create = engine.docker()
                .createContainerCmd("opsdeck-test/busybox")
                .withTty(true)
                .withCmd("/bin/sh", "-c", "printf '\\033[31mred\\033[0m\\a line\\n10%%\\r100%%\\n'; sleep 600");
        engine.start(Workload.of("warm-up"));
        TestContainer terminal = engine.start("backend", create);
        DockerEngine docker = engines.of(system(engine)).orElseThrow();

        await().untilAsserted(() -> assertThat(docker.tail(terminal.id(), 20)).containsExactly("red line", "100%"));
    }

    private Outcome restart(Engine engine, TestContainer container, Duration stopTimeout) {
        var step = step(container, stopTimeout);
        return target.act(system(engine), step, target.before(system(engine), step), control);
    }

    private Outcome awaitHealthy(ManagedSystem system, Duration within, TestContainer container) {
        var step = Systems.awaitHealthy("backend", List.of(instance(container)), within);
        return target.act(system, step, Map.of(), control);
    }

    private static ServiceStep.Restart step(TestContainer container, Duration stopTimeout) {
        return Systems.restart("backend", instance(container), stopTimeout);
    }

    private static Instance instance(TestContainer container) {
        return new Instance(container.id(), container.name());
    }

    private static ManagedSystem system(Engine engine) {
        return Systems.system(
                Systems.docker(engine.project(), null), Systems.service("backend"), Systems.service("store"));
    }

    private static ManagedSystem system(Engine engine, Health health) {
        return Systems.system(Systems.docker(engine.project(), null), Systems.service("backend", null, health));
    }
}
