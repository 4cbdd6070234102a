package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;

/** What containers use, by the engine's own count. */
@Singleton
final class DockerStats implements Prober<Probe.Stats> {
    /** The engine takes one to two seconds for each to see how much processor time passes. */
    private static final int AT_ONCE = 64;

    private final DockerEngines engines;

    DockerStats(DockerEngines engines) {
        this.engines = engines;
    }

    @Override
    public Class<Probe.Stats> asks() {
        return Probe.Stats.class;
    }

    @Override
    public boolean serves(ManagedSystem system) {
        return engines.of(system).isPresent();
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Stats probe, Duration patience) {
        DockerEngine engine = engines.of(system).orElseThrow();
        try {
            List<ContainerState> running =
                    Containers.of(engine, system, Usage.services(system, probe)).values().stream()
                            .flatMap(Collection::stream)
                            .filter(ContainerState::running)
                            .toList();
            List<Usage> usages = running.stream()
                    .gather(Gatherers.mapConcurrent(AT_ONCE, container -> usage(engine, container, patience)))
                    .flatMap(Optional::stream)
                    .toList();
            return Usage.reading(running.size(), "container", "containers", usages);
        } catch (EngineUnreachable e) {
            throw new ProbeException("Could not see what " + system.name() + " uses. " + e.getMessage(), e);
        } catch (DockerException e) {
            throw new ProbeException(
                    "Could not see what " + system.name() + " uses. The engine refused: " + EngineCall.refusal(e), e);
        }
    }

    private static Optional<Usage> usage(DockerEngine engine, ContainerState container, Duration patience) {
        return engine.stats(container.instance().id(), patience)
                .map(stats -> ContainerUsage.of(container.instance().name(), stats));
    }
}
