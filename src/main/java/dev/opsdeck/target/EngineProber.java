package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Info;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the Docker engine of a system how it is, what takes its disk, and which containers have ended. */
@Singleton
final class EngineProber implements Prober<Probe.Engine> {
    private final DockerEngines engines;

    EngineProber(DockerEngines engines) {
        this.engines = engines;
    }

    @Override
    public Class<Probe.Engine> asks() {
        return Probe.Engine.class;
    }

    @Override
    public boolean serves(ManagedSystem system) {
        return engines.of(system).isPresent();
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Engine probe, Duration patience) {
        DockerEngine engine = engines.of(system).orElseThrow();
        try {
            return switch (probe.ask()) {
                case HEALTH -> health(engine, patience);
                case DISK -> EngineDisk.reading(engine.address(), engine.diskUse(patience));
                case EXITED -> ended(system, Containers.notRunning(engine, system));
            };
        } catch (EngineUnreachable e) {
            throw new ProbeException(Objects.requireNonNull(e.getMessage()), e);
        } catch (DockerException e) {
            throw new ProbeException(
                    "The Docker engine at " + engine.address() + " refused to tell: " + EngineCall.refusal(e), e);
        }
    }

    private static Reading health(DockerEngine engine, Duration patience) {
        long began = System.nanoTime();
        Info info = engine.info(patience);
        double latency = (System.nanoTime() - began) / 1e6;
        List<String> warnings = warnings(info);
        String also = warnings.isEmpty() ? "" : "; it warns: " + warnings.getFirst();
        return Reading.of(
                        "Docker " + info.getServerVersion() + " at " + engine.address() + " answers in "
                                + Math.round(latency) + " ms: " + info.getContainersRunning() + " of "
                                + info.getContainers() + " containers run" + also,
                        Measure.of("latency", latency, "ms"),
                        Measure.of("running", count(info.getContainersRunning()), null),
                        Measure.of("stopped", count(info.getContainersStopped()), null))
                .evidence(String.join("\n", warnings));
    }

    private static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static List<String> warnings(Info info) {
        return info.getRawValues().get("Warnings") instanceof List<?> all
                ? all.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Reading ended(ManagedSystem system, List<ContainerState> notRunning) {
        List<ContainerState> ended = notRunning.stream()
                .filter(ContainerState::over)
                .sorted(Comparator.comparing(EngineProber::end).reversed())
                .toList();
        List<ContainerState> failed =
                ended.stream().filter(EngineProber::failed).toList();
        String names = failed.isEmpty()
                ? ""
                : ", " + failed.size() + " of them badly: "
                        + failed.stream()
                                .map(container -> container.instance().name())
                                .collect(Collectors.joining(", "));
        String summary = ended.isEmpty()
                ? "No container of " + system.name() + " has ended"
                : Spoken.count(ended.size(), "container", "containers") + " of " + system.name() + " ended" + names;
        return Reading.of(
                summary,
                List.of(Measure.of("exited", ended.size(), null), Measure.of("failed", failed.size(), null)),
                ended.isEmpty() ? null : table(ended));
    }

    private static boolean failed(ContainerState container) {
        return container.exitCode() != 0 || container.outOfMemory();
    }

    private static Instant end(ContainerState container) {
        return Objects.requireNonNullElse(container.finishedAt(), Instant.EPOCH);
    }

    private static Table table(List<ContainerState> ended) {
        return new Table(
                List.of("container", "ended", "exit code", "out of memory", "image"),
                ended.stream()
                        .map(container -> List.of(
                                container.instance().name(),
                                container.finishedAt() == null
                                        ? "never started"
                                        : end(container)
                                                .truncatedTo(ChronoUnit.SECONDS)
                                                .toString(),
                                String.valueOf(container.exitCode()),
                                container.outOfMemory() ? "yes" : "",
                                container.image()))
                        .toList(),
                true);
    }
}
