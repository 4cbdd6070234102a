package dev.opsdeck.target.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.testing.Catalogs;
import dev.opsdeck.testing.DnsServer;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@Needs(Tool.DNSMASQ)
final class DnsProberTest {
    private static @Nullable DnsServer dns;

    @BeforeAll
    static void start() {
        dns = DnsServer.start(
                "--local=/test/",
                "--host-record=web.test,192.0.2.7,2001:db8::7",
                "--address=/many.test/192.0.2.1",
                "--cname=www.test,web.test",
                "--txt-record=text.test,words");
    }

    @AfterAll
    static void stop() {
        if (dns != null) {
            dns.close();
        }
    }

    private static Reading ask(int port, String name, @Nullable String expect, Duration patience) {
        return new DnsProber(new DnsServers("dns://127.0.0.1:" + port))
                .ask(Catalogs.empty(), new Probe.Dns(name, expect), patience);
    }

    private static Reading ask(String name, @Nullable String expect) {
        return ask(Objects.requireNonNull(dns).port(), name, expect, Duration.ofSeconds(4));
    }

    @Test
    void the_addresses_of_a_name_are_counted() {
        Reading reading = ask("web.test", null);
        assertThat(reading.failures()).isEmpty();
        assertThat(reading.measures()).extracting(Measure::name).containsExactly("latency", "addresses");
        assertThat(reading.measures().getLast().value()).isEqualTo(2);
        assertThat(reading.summary()).startsWith("web.test is 192.0.2.7, 2001:db8:0:0:0:0:0:7, after ");
    }

    @Test
    void an_alias_is_followed() {
        assertThat(ask("www.test", "192.0.2.7").failures()).isEmpty();
    }

    @Test
    void an_expected_address_is_looked_for_however_it_is_written() {
        assertThat(ask("web.test", "2001:0db8::7").failures()).isEmpty();
        assertThat(ask("web.test", "192.0.2.8").failures())
                .containsExactly("192.0.2.8 is expected for web.test and not among its addresses.");
    }

    @Test
    void an_unknown_name_is_a_failure() {
        Reading reading = ask("absent.test", null);
        assertThat(reading.failures()).containsExactly("DNS knows no name absent.test.");
        assertThat(reading.measures()).contains(Measure.of("addresses", 0, null));
    }

    @Test
    void a_name_without_an_address_is_a_failure() {
        assertThat(ask("text.test", null).failures()).containsExactly("DNS knows text.test, but no address of it.");
    }

    @Test
    void a_server_that_refuses_cannot_tell() {
        assertThatThrownBy(() -> ask("example.org", null))
                .isInstanceOf(ProbeException.class)
                .hasMessageStartingWith("Could not look up example.org: no DNS server");
    }

    @Test
    void a_server_that_is_silent_cannot_tell_and_the_time_holds() throws IOException {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            long began = System.nanoTime();
            assertThatThrownBy(() -> ask(silent.getLocalPort(), "web.test", null, Duration.ofMillis(400)))
                    .isInstanceOf(ProbeException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void what_cannot_be_a_name_is_told() {
        assertThatThrownBy(() -> ask("web.test/x?y", null)).hasMessageContaining("is not a name that DNS could know");
    }
}
