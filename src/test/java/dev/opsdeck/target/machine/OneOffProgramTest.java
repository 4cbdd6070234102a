package dev.opsdeck.target.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.plan.HostStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.Workload;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EngineTest
final class OneOffProgramTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void a_program_gets_a_container_of_its_own_that_is_gone_afterwards(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        var startedAt = backend.startedAt();
        try (var shop = shop(engine)) {
            var control = Upkept.control();
            HostStep step = shop.step("exec shop/look");
            assertThat(step.title()).contains("a container of its own, like those of backend");

            Outcome outcome = shop.once(new ProgramHandler(shop.machines, shop.catalog), step, control);

            assertThat(outcome).isInstanceOf(Outcome.Done.class);

            assertThat(control.text()).contains("hello from a file of its own");
        }
        assertThat(backend.startedAt()).isEqualTo(startedAt);
        assertThat(backend.exec("ls", "/")).doesNotContain("own");
        assertThat(containers(engine)).isEqualTo(1);
    }

    @Test
    void one_that_fails_or_does_not_end_is_gone_too(Engine engine) {
        engine.start(Workload.of("backend"));
        try (var shop = shop(engine)) {
            var handler = new ProgramHandler(shop.machines, shop.catalog);

            assertThat(shop.once(handler, shop.step("exec shop/fail"), Upkept.control()))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                            .contains("ended with code 3"));
            assertThat(shop.once(handler, shop.step("exec shop/endless"), Upkept.control()))
                    .isInstanceOf(Outcome.Unknown.class);
        }
        assertThat(containers(engine)).isEqualTo(1);
    }

    private Upkept shop(Engine engine) {
        return new Upkept(folder, """
                runtime: { docker: { project: %s, host: "%s" } }
                services: { backend: {} }
                upkeep:
                  commands:
                    look:
                      service: backend
                      apart: true
                      command: [sh, -c, "echo hello from a file of its own >/own && cat /own"]
                    fail: { service: backend, apart: true, command: [sh, -c, "exit 3"] }
                    endless: { service: backend, apart: true, command: [sleep, "600"], within: 2s }
                """.formatted(engine.project(), engine.host()));
    }

    private static int containers(Engine engine) {
        return engine.docker()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("com.docker.compose.project", engine.project()))
                .exec()
                .size();
    }
}
