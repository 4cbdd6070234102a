package dev.opsdeck.target;

import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Compose itself, for what its files alone know: the plugin of the docker program, or the program before it. */
@Singleton
final class ComposeProgram {
    private static final List<List<String>> PROGRAMS = List.of(List.of("docker", "compose"), List.of("docker-compose"));
    private static final Duration VERSION = Duration.ofSeconds(20);

    private final Path folder;

    /** @param catalog where relative file names start */
    ComposeProgram(
            @Property(name = "opsdeck.home") String home,
            @Property(name = "opsdeck.catalog") @Nullable String catalog) {
        this.folder = Path.of(catalog == null ? home : catalog).toAbsolutePath();
    }

    Path folder() {
        return folder;
    }

    Outcome run(ContainerStep.Compose step, EngineAddress engine, StepControl control) {
        Optional<List<String>> program = found(engine);
        if (program.isEmpty()) {
            return new Outcome.Failed(
                    "Neither \"docker compose\" nor \"docker-compose\" runs on this machine. Install Compose where"
                            + " opsdeck runs.",
                    false);
        }
        List<String> command = new ArrayList<>(program.get());
        step.files()
                .forEach(file ->
                        command.addAll(List.of("-f", folder.resolve(file).toString())));
        command.addAll(List.of("-p", step.project()));
        command.addAll(step.arguments());
        try {
            return ended(start(command, engine), step, control);
        } catch (IOException e) {
            return new Outcome.Failed("Compose could not be started: " + e.getMessage(), false);
        }
    }

    /** The first that answers. */
    private Optional<List<String>> found(EngineAddress engine) {
        return PROGRAMS.stream().filter(program -> answers(program, engine)).findFirst();
    }

    private boolean answers(List<String> program, EngineAddress engine) {
        List<String> command = new ArrayList<>(program);
        command.add("version");
        try {
            Process process = start(command, engine);
            process.getInputStream().readAllBytes();
            return process.waitFor(VERSION.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Process start(List<String> command, EngineAddress engine) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(Launch::isOwn);
        builder.environment().put("DOCKER_HOST", engine.host());
        if (engine.certificates() != null) {
            builder.environment().put("DOCKER_TLS_VERIFY", "1");
            builder.environment().put("DOCKER_CERT_PATH", engine.certificates());
        }
        return builder.start();
    }

    private static Outcome ended(Process process, ContainerStep.Compose step, StepControl control) {
        Thread reader = Thread.ofVirtual().start(() -> read(process, control));
        try {
            while (!process.waitFor(250, TimeUnit.MILLISECONDS)) {
                if (control.cancelled()) {
                    process.destroy();
                    return new Outcome.Interrupted("Stopped Compose in the middle of its work.");
                }
            }
            reader.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return new Outcome.Interrupted("The worker is stopping.");
        }
        String what = String.join(" ", step.arguments());
        return process.exitValue() == 0
                ? new Outcome.Done("Compose has done: " + what)
                : new Outcome.Failed(
                        "Compose ended with code " + process.exitValue() + " at: " + what + ". Its output says why.",
                        false);
    }

    private static void read(Process process, StepControl control) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String clean = LogLines.clean(line);
                control.output(clean);
                control.progress(clean);
            }
        } catch (IOException e) {
            control.output("(the rest of the output was lost: " + e.getMessage() + ")");
        }
    }
}
