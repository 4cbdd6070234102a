package dev.opsdeck.target;

import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.InstanceStatus.Vitality;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Sees a service's process for those who wait for its health. */
record ProcessObserver(LocalProcesses processes, ServiceRef service) implements Sighting.Observer {
    /** In a few words, as people read it. */
    static String state(Optional<ProcessRecord> process) {
        return process.map(ProcessObserver::state).orElse("not started");
    }

    private static String state(ProcessRecord process) {
        if (process.alive().isPresent()) {
            return "running";
        }
        return process.exitCode() == null ? "exited" : "exited with code " + process.exitCode();
    }

    @Override
    public List<Sighting> see(List<Instance> instances) {
        return instances.stream().map(this::see).toList();
    }

    private Sighting see(Instance instance) {
        Optional<ProcessRecord> process = processes.of(service).current();
        boolean running = process.flatMap(ProcessRecord::alive).isPresent();
        return new Sighting(
                instance,
                state(process),
                running,
                !running,
                Vitality.UNCHECKED,
                process.map(ProcessRecord::start).orElse(null),
                null);
    }

    @Override
    public List<String> tail(Instance instance, int lines) {
        try {
            return processes.of(service).log().tail(lines);
        } catch (UncheckedIOException e) {
            return List.of("(its log cannot be read: " + e.getMessage() + ")");
        }
    }
}
