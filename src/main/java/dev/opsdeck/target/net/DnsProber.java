package dev.opsdeck.target.net;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;

/**
 * Looks a name up, each time anew: it asks the machine's DNS servers and neither the hosts file nor a cache, because
 * yesterday's answer says nothing about today's server.
 */
@Singleton
final class DnsProber implements Prober<Probe.Dns> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*\\.?");

    private final DnsServers servers;

    @Inject
    DnsProber() {
        this(DnsServers.OF_THIS_MACHINE);
    }

    DnsProber(DnsServers servers) {
        this.servers = servers;
    }

    @Override
    public Class<Probe.Dns> asks() {
        return Probe.Dns.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Dns probe, Duration patience) {
        if (!NAME.matcher(probe.name()).matches()) {
            throw new ProbeException("\"" + probe.name() + "\" in the catalog is not a name that DNS could know.");
        }
        long began = System.nanoTime();
        Optional<List<String>> found = find(probe.name(), patience);
        double latency = (System.nanoTime() - began) / 1e6;
        List<String> addresses = found.orElse(List.of());
        var reading = Reading.of(
                probe.name() + " is " + (addresses.isEmpty() ? "not known" : String.join(", ", addresses)) + ", after "
                        + Math.round(latency) + " ms",
                Measure.of("latency", latency, "ms"),
                Measure.of("addresses", addresses.size(), null));
        if (found.isEmpty()) {
            return reading.failing("DNS knows no name " + probe.name() + ".");
        }
        if (addresses.isEmpty()) {
            return reading.failing("DNS knows " + probe.name() + ", but no address of it.");
        }
        return probe.expect() == null || addresses.contains(plain(probe.expect()))
                ? reading
                : reading.failing(
                        probe.expect() + " is expected for " + probe.name() + " and not among its addresses.");
    }

    private Optional<List<String>> find(String name, Duration patience) {
        try {
            return Optional.of(servers.addresses(name, patience));
        } catch (NameNotFoundException e) {
            return Optional.empty();
        } catch (NamingException e) {
            throw new ProbeException(
                    "Could not look up " + name + ": no DNS server of this machine gave an answer. Check the servers in"
                            + " /etc/resolv.conf and the way to them.",
                    e);
        }
    }

    /** An address can be written in more than one way. */
    private static String plain(String address) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException e) {
            throw new ProbeException("expect: " + address + " in the catalog is not an IP address.", e);
        }
    }
}
