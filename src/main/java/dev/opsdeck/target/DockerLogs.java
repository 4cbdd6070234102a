package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.probe.LogMerge;
import dev.opsdeck.probe.LogQuery;
import dev.opsdeck.probe.LogSink;
import dev.opsdeck.probe.LogSource;
import dev.opsdeck.probe.ProbeException;
import jakarta.inject.Singleton;
import java.util.List;

/** The logs of containers, as their engine keeps them. */
@Singleton
final class DockerLogs implements LogSource {
    private final DockerEngines engines;

    DockerLogs(DockerEngines engines) {
        this.engines = engines;
    }

    @Override
    public boolean serves(ManagedSystem system) {
        return engines.of(system).isPresent();
    }

    @Override
    public int stream(ManagedSystem system, Service service, LogQuery query, LogSink sink) {
        DockerEngine engine = engines.of(system).orElseThrow();
        try {
            List<ContainerState> containers =
                    Containers.of(engine, system, List.of(service)).getOrDefault(service.name(), List.of());
            LogMerge.merge(
                    containers.stream()
                            .<LogMerge.Feed>map(container -> lines -> feed(engine, container, query, lines))
                            .toList(),
                    sink);
            return containers.size();
        } catch (EngineUnreachable e) {
            throw new ProbeException("Could not read the log of " + service.name() + ". " + e.getMessage(), e);
        } catch (DockerException e) {
            throw new ProbeException(
                    "Could not read the log of " + service.name() + ". The engine refused: " + EngineCall.refusal(e),
                    e);
        }
    }

    private static void feed(DockerEngine engine, ContainerState container, LogQuery query, LogSink lines) {
        var frames = new LogFrames(container.instance().name(), query, lines);
        engine.log(container.instance().id(), query, frames::add);
        frames.end();
    }
}
