package dev.opsdeck.target.host;

import java.time.Duration;

/** Runs programs of tests on this machine and over SSH, as the service does. */
public final class RealHosts {
    private RealHosts() {}

    public static HostPrograms open() {
        return new HostPrograms(new LocalHost(), new SshHosts(Duration.ofMinutes(1)));
    }
}
