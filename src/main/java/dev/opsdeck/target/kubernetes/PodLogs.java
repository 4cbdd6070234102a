package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.probe.LogLine;
import dev.opsdeck.probe.LogMerge;
import dev.opsdeck.probe.LogQuery;
import dev.opsdeck.probe.LogSink;
import dev.opsdeck.probe.LogSource;
import dev.opsdeck.probe.ProbeException;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/** Logs of pods: all of their containers, and of one that crashed also what it wrote before. */
@Singleton
final class PodLogs implements LogSource {
    private final Clusters clusters;

    PodLogs(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public boolean serves(ManagedSystem system) {
        return Clusters.isKubernetes(system);
    }

    @Override
    public int stream(ManagedSystem system, Service service, LogQuery query, LogSink sink) {
        try {
            ClusterReader reader = clusters.of(system)
                    .orElseThrow(() -> new ClusterException(system.name() + " does not run on Kubernetes."));
            List<Pod> pods = new ServicePods(reader).of(service);
            LogMerge.merge(
                    pods.stream()
                            .flatMap(pod -> ContainerRun.of(pod).stream())
                            .<LogMerge.Feed>map(run -> lines -> feed(reader, run, query, lines))
                            .toList(),
                    sink);
            return pods.size();
        } catch (ClusterException e) {
            throw new ProbeException("Could not read the log of " + service.name() + ". " + e.told(), e);
        }
    }

    private static void feed(ClusterReader reader, ContainerRun run, LogQuery query, LogSink sink) {
        try (var lines = new ContainerLines(reader, run, query)) {
            LogLine line = lines.next();
            while (line != null && sink.take(line)) {
                line = lines.next();
            }
        } catch (IOException e) {
            throw new ClusterException(
                    "The connection to the cluster broke off while " + run.instance() + " was read. Try again.", e);
        }
    }
}
