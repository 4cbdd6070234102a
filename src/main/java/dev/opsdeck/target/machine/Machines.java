package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.target.ContainerPrograms;
import dev.opsdeck.target.OneOffPrograms;
import dev.opsdeck.target.host.HostPrograms;
import dev.opsdeck.target.kubernetes.PodPrograms;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Finds where things of the catalog are. */
@Singleton
final class Machines {
    private final HostPrograms hosts;
    private final ContainerPrograms containers;
    private final OneOffPrograms oneOff;
    private final PodPrograms pods;

    Machines(HostPrograms hosts, ContainerPrograms containers, OneOffPrograms oneOff, PodPrograms pods) {
        this.hosts = hosts;
        this.containers = containers;
        this.oneOff = oneOff;
        this.pods = pods;
    }

    /** Where programs of the thing run. */
    Machine of(ManagedSystem system, Upkeep.Placed thing) {
        return new Machine(thing.where(), runner(system, thing));
    }

    private Machine.Runner runner(ManagedSystem system, Upkeep.Placed thing) {
        String service = thing.service();
        if (service == null) {
            return (program, streams, limit) -> told(() -> hosts.run(system, thing.host(), program, streams, limit));
        }
        boolean apart = thing instanceof Upkeep.Program program && program.apart();
        return switch (system.runtime()) {
            case Runtime.Docker _, Runtime.Compose _
            when apart -> (program, streams, limit) -> told(() -> oneOff.run(system, service, program, streams, limit));
            case Runtime.Docker _, Runtime.Compose _ ->
                (program, streams, limit) -> told(() -> containers.run(system, service, program, streams, limit));
            case Runtime.Kubernetes _
            when apart ->
                throw new TargetException(system.name() + " runs on Kubernetes, where opsdeck makes no pods: in the"
                        + " catalog, leave apart away from " + thing.name() + ", or write a program that makes a Job.");
            case Runtime.Kubernetes _ ->
                (program, streams, limit) -> told(() -> pods.run(system, service, program, streams, limit));
            case Runtime.Process _ ->
                throw new TargetException(system.name() + " runs as local processes, which are in no container: in the"
                        + " catalog, leave service away from " + thing.name() + ".");
        };
    }

    /**
     * The same where files are changed: these must be the only ones.
     *
     * @throws TargetException when there are several containers, because each has files of its own
     */
    Machine withFiles(ManagedSystem system, Upkeep.Placed thing) {
        String service = thing.service();
        if (service != null) {
            int running = told(() -> switch (system.runtime()) {
                case Runtime.Docker _, Runtime.Compose _ -> containers.running(system, service);
                case Runtime.Kubernetes _ -> pods.running(system, service);
                case Runtime.Process _ -> 1;
            });
            if (running > 1) {
                throw new TargetException(running + " containers of " + service + " run, each with files of its own, so"
                        + " a change in one would not be in the others. Keep the files of " + thing.name()
                        + " in a folder that all of them mount, and name the host of that folder in the catalog.");
            }
        }
        return of(system, thing);
    }

    private static <T> T told(Supplier<T> action) {
        try {
            return action.get();
        } catch (ProbeException e) {
            throw new TargetException(String.valueOf(e.getMessage()), e);
        }
    }
}
