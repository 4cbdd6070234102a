package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.probe.LogLine;
import dev.opsdeck.probe.LogQuery;
import dev.opsdeck.probe.LogSink;
import dev.opsdeck.probe.LogSource;
import dev.opsdeck.probe.ProbeException;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

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
            List<ContainerRun> runs = pods.stream().flatMap(pod -> ContainerRun.of(pod).stream()).toList();
            merge(reader, runs, query, sink);
            return pods.size();
        } catch (ClusterException e) {
            throw new ProbeException("Could not read the log of " + service.name() + ". " + e.told(), e);
        } catch (IOException e) {
            throw new ProbeException(
                    "The log of " + service.name() + " broke off while it was read: the connection to the cluster was lost."
                            + " Try again.",
                    e);
        }
    }

    /** The earliest line that some container has still to give. */
    private record Head(LogLine line, ContainerLines lines, int order) {}

    private static void merge(ClusterReader reader, List<ContainerRun> runs, LogQuery query, LogSink sink)
            throws IOException {
        var heads = new PriorityQueue<Head>(
                Comparator.comparing((Head head) -> head.line().at()).thenComparing(Head::order));
        List<ContainerLines> all = new ArrayList<>();
        try {
            for (ContainerRun run : runs) {
                all.add(new ContainerLines(reader, run, query));
                push(heads, all.getLast(), all.size());
            }
            for (Head head = heads.poll(); head != null && sink.take(head.line()); head = heads.poll()) {
                push(heads, head.lines(), head.order());
            }
        } finally {
            for (ContainerLines lines : all) {
                lines.close();
            }
        }
    }

    private static void push(PriorityQueue<Head> heads, ContainerLines lines, int order) throws IOException {
        LogLine line = lines.next();
        if (line != null) {
            heads.add(new Head(line, lines, order));
        }
    }
}
