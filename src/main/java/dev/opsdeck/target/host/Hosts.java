package dev.opsdeck.target.host;

import dev.opsdeck.catalog.Host;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.probe.ProbeException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/** Runs commands on the hosts of a system. */
@Singleton
final class Hosts {
    private final LocalHost local;
    private final SshHosts ssh;

    Hosts(LocalHost local, SshHosts ssh) {
        this.local = local;
        this.ssh = ssh;
    }

    /**
     * Runs a command and waits for its end.
     *
     * @param host by its name in the catalog; null for this machine
     * @throws ProbeException when it could not be run, printed too much, or took too long
     */
    HostOutput run(ManagedSystem system, @Nullable String host, HostCommand command, Duration patience) {
        Host.Ssh address = host == null ? null : known(system, host).ssh();
        return address == null ? local.run(command, patience) : ssh.run(address, command, patience);
    }

    /** Runs commands side by side; what came of each, in their order. */
    List<HostOutput> run(ManagedSystem system, @Nullable String host, List<HostCommand> commands, Duration patience) {
        return commands.stream()
                .gather(Gatherers.mapConcurrent(
                        commands.size(), command -> run(system, host, command, patience)))
                .toList();
    }

    /** The output of a command that must go well. */
    String read(ManagedSystem system, @Nullable String host, HostCommand command, Duration patience) {
        return run(system, host, command, patience).of(name(host), command);
    }

    /** What people call it. */
    static String name(@Nullable String host) {
        return host == null ? LocalHost.NAME : host;
    }

    private static Host known(ManagedSystem system, String name) {
        Host host = system.hosts().get(name);
        if (host == null) {
            throw new ProbeException("The catalog of " + system.name() + " has no host " + name + ".");
        }
        return host;
    }
}
