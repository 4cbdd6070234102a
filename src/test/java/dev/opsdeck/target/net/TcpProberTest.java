package dev.opsdeck.target.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.testing.Catalogs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TcpProberTest {
    private final TcpProber prober = new TcpProber();

    private Reading ask(String address, Duration patience) {
        return prober.ask(Catalogs.empty(), new Probe.Tcp(address), patience);
    }

    @Test
    void an_open_port_is_measured() throws IOException {
        try (var open = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Reading reading = ask("localhost:" + open.getLocalPort(), Duration.ofSeconds(5));
            assertThat(reading.measures()).extracting(Measure::name).containsExactly("latency");
            assertThat(reading.summary()).startsWith("localhost:" + open.getLocalPort() + " accepts connections");
        }
    }

    @Test
    void a_closed_port_is_told() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThatThrownBy(() -> ask("127.0.0.1:" + port, Duration.ofSeconds(5)))
                .isInstanceOf(ProbeException.class)
                .hasMessage("Could not connect to 127.0.0.1:" + port
                        + ": connection refused. Check that it runs and listens there.");
    }

    @Test
    void a_host_that_never_answers_is_told_within_the_time() throws IOException {
        var waiting = new ArrayList<Socket>();
        // When nobody accepts, the kernel stops answering as soon as its queue is full: as a dead host does.
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + full.getLocalPort();
            fill(full, waiting);
            long began = System.nanoTime();
            assertThatThrownBy(() -> ask(address, Duration.ofMillis(400)))
                    .hasMessageContaining("no answer within 400 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        } finally {
            for (Socket each : waiting) {
                each.close();
            }
        }
    }

    private static void fill(ServerSocket full, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 10; i++) {
            var socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()), 200);
            } catch (IOException fullNow) {
                return;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db", "db:", "db:0", "db:99999", "http://db:80", "db:80/x", "::1:80"})
    void what_is_not_host_and_port_is_told(String address) {
        assertThatThrownBy(() -> ask(address, Duration.ofSeconds(1)))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("is not host:port");
    }

    @Test
    void an_ipv6_address_stands_in_brackets() {
        assertThat(Endpoint.parse("[::1]:80", 0)).isEqualTo(new Endpoint("::1", 80));
        assertThat(Endpoint.parse("[::1]", 443)).hasToString("[::1]:443");
    }
}
