package dev.opsdeck.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.testing.Control;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Compose that is on this machine, whichever it is. */
@EngineTest
final class ComposeProgramTest {
    private final Control control = new Control(Duration.ofSeconds(60));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void an_image_is_built_by_the_files_and_a_failure_says_so(Engine engine) throws IOException {
        engine.start(Workload.of("warm-up"));
        String image = "opsdeck-test/compose-" + engine.project();
        Files.writeString(folder.resolve("Dockerfile"), "FROM opsdeck-test/busybox\nLABEL of=" + image + "\n");
        Files.writeString(
                folder.resolve("compose.yml"),
                "version: \"3\"\nservices: { backend: { image: " + image + ", build: . } }\n");

        Outcome built = run(engine, "build", "backend");
        Assumptions.assumeFalse(built.toString().contains("Neither"), "Compose is not on this machine");

        assertThat(built).as(control.text()).isInstanceOf(Outcome.Done.class);
        assertThat(engine.docker().inspectImageCmd(image).exec().getConfig().getLabels())
                .containsEntry("of", image);
        assertThat(run(engine, "build", "no-such"))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("build no-such", "output"));
        assertThat(control.text()).contains("no-such");
        engine.docker().removeImageCmd(image).withForce(true).exec();
    }

    private Outcome run(Engine engine, String... arguments) {
        var step = new ContainerStep.Compose(
                new ServiceRef("shop", "backend"),
                engine.project(),
                List.of("compose.yml"),
                List.of(arguments),
                Duration.ofSeconds(60));
        return new ComposeProgram(folder.toString(), null)
                .run(step, new EngineAddress(engine.host().toString(), null), control);
    }
}
