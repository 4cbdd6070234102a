package dev.opsdeck.target.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.testing.Catalogs;
import dev.opsdeck.testing.CertificateAuthority;
import dev.opsdeck.testing.CertificateAuthority.Signed;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.NginxServer;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Needs(Tool.NGINX)
final class TlsProberTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CertificateAuthority root = CertificateAuthority.root("Test Root", NOW);
    private final TlsProber prober = new TlsProber(Clock.fixed(NOW, ZoneOffset.UTC));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private @Nullable String authority;

    @BeforeEach
    void trust() throws Exception {
        authority = root.pem(folder, "authority").toString();
    }

    private static Instant days(double days) {
        return NOW.plusSeconds(Math.round(days * 86_400));
    }

    private Reading look(Signed certificate) throws IOException, GeneralSecurityException {
        return look(certificate, "shop.test");
    }

    private Reading look(Signed certificate, @Nullable String name) throws IOException, GeneralSecurityException {
        Path pem = certificate.pem(folder, "server");
        try (var server = NginxServer.tls(pem, folder.resolve("server.key"))) {
            return prober.ask(Catalogs.empty(), new Probe.Tls(server.address(), name, authority), PATIENCE);
        }
    }

    private static void assertDays(Reading reading, double days) {
        assertThat(reading.measures()).singleElement().satisfies(measure -> {
            assertThat(measure.name()).isEqualTo("days");
            assertThat(measure.value()).isCloseTo(days, within(0.001));
        });
    }

    @Test
    void a_good_certificate_has_days_left_and_no_failure() throws Exception {
        Reading reading = look(root.issue("shop.test", days(-10), days(20)));
        assertThat(reading.failures()).isEmpty();
        assertDays(reading, 20);
        assertThat(reading.summary()).contains("ends in 20 days");
    }

    @Test
    void twenty_days_are_a_warning_and_five_are_critical_by_the_usual_thresholds() throws Exception {
        var usual = new Probe.Tls("shop.test", null, null).usual();
        double twenty = look(root.issue("shop.test", days(-10), days(20)))
                .measures()
                .getFirst()
                .value();
        double five = look(root.issue("shop.test", days(-10), days(5)))
                .measures()
                .getFirst()
                .value();
        assertThat(usual.warning()).matches(warning -> warning != null && warning.isMetBy(twenty));
        assertThat(usual.critical()).matches(critical -> critical != null && !critical.isMetBy(twenty));
        assertThat(usual.critical()).matches(critical -> critical != null && critical.isMetBy(five));
    }

    @Test
    void an_expired_certificate_is_a_failure_of_its_own_and_measured() throws Exception {
        Reading reading = look(root.issue("shop.test", days(-30), days(-3)));
        assertThat(reading.failures()).singleElement().asString().startsWith("The certificate expired on ");
        assertDays(reading, -3);
        assertThat(reading.summary()).contains("ended 3 days ago");
    }

    @Test
    void one_that_is_not_valid_yet_is_a_failure_of_its_own() throws Exception {
        Reading reading = look(root.issue("shop.test", days(2), days(90)));
        assertThat(reading.failures()).singleElement().asString().startsWith("The certificate is not valid before ");
        assertDays(reading, 90);
    }

    @Test
    void a_wrong_name_is_a_failure_of_its_own() throws Exception {
        Reading reading = look(root.issue("other.test", days(-1), days(90)));
        assertThat(reading.failures()).containsExactly("The certificate is not for shop.test but for other.test.");
        assertDays(reading, 90);
    }

    @Test
    void an_address_can_be_the_name() throws Exception {
        assertThat(look(root.issue("127.0.0.1", days(-1), days(90)), null).failures())
                .isEmpty();
        assertThat(look(root.issue("192.0.2.1", days(-1), days(90)), null).failures())
                .containsExactly("The certificate is not for 127.0.0.1 but for 192.0.2.1.");
    }

    @Test
    void a_wildcard_fits_one_label() throws Exception {
        assertThat(look(root.issue("*.shop.test", days(-1), days(90)), "api.shop.test")
                        .failures())
                .isEmpty();
        assertThat(look(root.issue("*.shop.test", days(-1), days(90)), "a.b.shop.test")
                        .failures())
                .hasSize(1);
    }

    @Test
    void a_self_signed_one_is_a_failure_of_its_own_unless_it_is_trusted_itself() throws Exception {
        Signed own = CertificateAuthority.selfSigned("shop.test", days(-1), days(90));
        assertThat(look(own).failures()).containsExactly("The certificate is self-signed: nobody vouches for it.");
        authority = own.pem(folder, "own").toString();
        assertThat(look(own).failures()).isEmpty();
    }

    @Test
    void a_chain_with_an_intermediate_is_followed_and_its_first_end_counts() throws Exception {
        var between = root.intermediate("Test Intermediate", days(12));
        Reading reading = look(between.issue("shop.test", days(-1), days(90)));
        assertThat(reading.failures()).isEmpty();
        assertDays(reading, 12);
        assertThat(reading.table()).isNotNull().satisfies(table -> assertThat(table.rows())
                .hasSize(2));
    }

    @Test
    void a_broken_chain_names_who_is_missing() throws Exception {
        var between = root.intermediate("Test Intermediate", days(12));
        Reading reading = look(between.issue("shop.test", days(-1), days(90)).alone());
        assertThat(reading.failures())
                .containsExactly("The chain is broken: the certificate of CN=Test Intermediate, which signed"
                        + " CN=shop.test, is neither sent by the server nor trusted here.");
        assertDays(reading, 90);
    }

    @Test
    void without_an_authority_of_its_own_the_system_decides() throws Exception {
        authority = null;
        assertThat(look(root.issue("shop.test", days(-1), days(90))).failures())
                .singleElement()
                .asString()
                .contains("CN=Test Root");
    }

    @Test
    void several_faults_are_each_told() throws Exception {
        Reading reading = look(CertificateAuthority.selfSigned("other.test", days(-30), days(-3)));
        assertThat(reading.failures()).hasSize(3);
        assertDays(reading, -3);
    }

    @Test
    void a_missing_authority_file_is_told() {
        authority = folder.resolve("absent.pem").toString();
        assertThatThrownBy(() -> look(root.issue("shop.test", days(-1), days(90))))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("absent.pem");
    }

    @Test
    void who_does_not_speak_tls_or_nothing_at_all_is_told_within_the_time() throws Exception {
        try (var plain = NginxServer.start("return 204;")) {
            assertThatThrownBy(() -> prober.ask(Catalogs.empty(), new Probe.Tls(plain.address(), null, null), PATIENCE))
                    .hasMessageContaining("Check that it speaks TLS on that port");
        }
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long began = System.nanoTime();
            assertThatThrownBy(() -> prober.ask(
                            Catalogs.empty(),
                            new Probe.Tls("127.0.0.1:" + silent.getLocalPort(), null, null),
                            Duration.ofMillis(400)))
                    .hasMessageContaining("no answer within 400 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        }
    }
}
