package dev.opsdeck.target;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.probe.LogQuery;
import dev.opsdeck.probe.LogSink;
import dev.opsdeck.probe.LogSource;
import dev.opsdeck.probe.ProbeException;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;

/** What local processes print. */
@Singleton
final class ProcessLogs implements LogSource {
    private final LocalProcesses processes;

    ProcessLogs(LocalProcesses processes) {
        this.processes = processes;
    }

    @Override
    public boolean serves(ManagedSystem system) {
        return system.runtime() instanceof Runtime.Process;
    }

    @Override
    public int stream(ManagedSystem system, Service service, LogQuery query, LogSink sink) {
        var ref = new ServiceRef(system.name(), service.name());
        try {
            SupervisedProcess process = processes.of(ref);
            Instant start = process.current().map(ProcessRecord::start).orElse(Instant.EPOCH);
            process.log().stream(service.name(), start, query, sink);
            return 1;
        } catch (UncheckedIOException e) {
            throw new ProbeException(
                    "Could not read the log of " + ref + ": " + e.getMessage()
                            + ". Check that opsdeck may read its own folder.",
                    e);
        }
    }
}
