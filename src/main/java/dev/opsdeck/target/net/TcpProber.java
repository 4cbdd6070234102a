package dev.opsdeck.target.net;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Opens a connection and closes it again; nothing is sent. */
@Singleton
final class TcpProber implements Prober<Probe.Tcp> {
    @Override
    public Class<Probe.Tcp> asks() {
        return Probe.Tcp.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Tcp probe, Duration patience) {
        Endpoint endpoint = Endpoint.parse(probe.address(), 0);
        long began = System.nanoTime();
        try (Socket _ = Connections.open(endpoint, patience)) {
            double latency = (System.nanoTime() - began) / 1e6;
            return Reading.of(
                    "%s accepts connections, after %.1f ms".formatted(endpoint, latency),
                    Measure.of("latency", latency, "ms"));
        } catch (IOException e) {
            throw new ProbeException("Could not connect to " + endpoint + ": " + NetworkFault.words(e, patience), e);
        }
    }
}
