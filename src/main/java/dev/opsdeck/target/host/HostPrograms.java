package dev.opsdeck.target.host;

import dev.opsdeck.target.program.ProgramStreams;
import dev.opsdeck.catalog.Host;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.probe.ProbeException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs programs that may write, on the hosts of a system: for what is planned and on record before. */
@Singleton
public final class HostPrograms {
    private final LocalHost local;
    private final SshHosts ssh;

    HostPrograms(LocalHost local, SshHosts ssh) {
        this.local = local;
        this.ssh = ssh;
    }

    /**
     * Runs a program and waits for its end.
     *
     * @param host by its name in the catalog; null for this machine
     * @return its exit code; 127 when there is no such program
     * @throws ProbeException when it was not begun
     * @throws dev.opsdeck.target.program.ProgramFault when it was begun and nobody can tell how it ended
     */
    public int run(
            ManagedSystem system,
            @Nullable String host,
            List<String> arguments,
            ProgramStreams streams,
            Duration patience) {
        Host.Ssh address = host == null ? null : known(system, host).ssh();
        return address == null
                ? local.run(arguments, streams, patience)
                : ssh.run(address, arguments, streams, patience);
    }

    private static Host known(ManagedSystem system, String name) {
        Host host = system.hosts().get(name);
        if (host == null) {
            throw new ProbeException("The catalog of " + system.name() + " has no host " + name + ".");
        }
        return host;
    }
}
