package dev.opsdeck.probe;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds where the logs of a system are. */
@Singleton
public final class LogSources {
    private final List<LogSource> sources;

    public LogSources(List<LogSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * The lines of several services of a system, merged by time; see {@link LogSource#stream}.
     *
     * @return how many instances there are
     */
    public int stream(ManagedSystem system, List<Service> services, LogQuery query, LogSink sink) {
        LogSource source = sources.stream()
                .filter(each -> each.serves(system))
                .findFirst()
                .orElseThrow(() -> new ProbeException("Nothing here can read the logs of " + system.name() + "."));
        if (services.size() == 1) {
            return source.stream(system, services.getFirst(), query, sink);
        }
        var instances = new AtomicInteger();
        LogMerge.merge(
                services.stream()
                        .<LogMerge.Feed>map(
                                service -> lines -> instances.addAndGet(source.stream(system, service, query, lines)))
                        .toList(),
                sink);
        return instances.get();
    }
}
