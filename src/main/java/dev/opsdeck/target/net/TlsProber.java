package dev.opsdeck.target.net;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Table;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at a server's certificates; whatever is wrong with them, their time is measured all the same. */
@Singleton
final class TlsProber implements Prober<Probe.Tls> {
    private static final int HTTPS = 443;
    private static final double SECONDS_PER_DAY = 86_400;

    private final Clock clock;

    TlsProber(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<Probe.Tls> asks() {
        return Probe.Tls.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Tls probe, Duration patience) {
        Endpoint endpoint = Endpoint.parse(probe.address(), HTTPS);
        String name = probe.name() == null ? endpoint.host() : probe.name();
        Handshake.Shown shown = shown(endpoint, name, patience);
        return reading(probe, endpoint, name, shown);
    }

    private static Handshake.Shown shown(Endpoint endpoint, String name, Duration patience) {
        try {
            return Handshake.with(endpoint, name, patience);
        } catch (IOException e) {
            throw new ProbeException(
                    "Could not see a certificate of " + endpoint + ": " + NetworkFault.words(e, patience), e);
        }
    }

    private Reading reading(Probe.Tls probe, Endpoint endpoint, String name, Handshake.Shown shown) {
        Instant now = clock.instant();
        var chain = new Chain(shown.chain());
        var failures = new ArrayList<String>();
        chain.mistimed(now).ifPresent(failures::add);
        chain.untrusted(Authorities.of(probe.authority()), now).ifPresent(failures::add);
        if (!shown.named()) {
            failures.add("The certificate is not for " + name + " but for " + Chain.names(chain.own()) + ".");
        }
        Instant ends = chain.endingFirst().getNotAfter().toInstant();
        double days = Duration.between(now, ends).toSeconds() / SECONDS_PER_DAY;
        return new Reading(
                summary(endpoint, days, ends),
                List.of(Measure.of("days", days, "days")),
                failures,
                table(shown.chain()),
                "");
    }

    private static String summary(Endpoint endpoint, double days, Instant ends) {
        long whole = (long) Math.floor(Math.abs(days));
        String when = days < 0 ? "ended " + whole + " days ago" : "ends in " + whole + " days";
        return "The certificate of " + endpoint + " " + when + ", on "
                + ends.toString().substring(0, 10);
    }

    private static Table table(List<X509Certificate> chain) {
        return new Table(
                List.of("certificate", "signed by", "from", "until"),
                chain.stream()
                        .map(one -> List.of(
                                Chain.name(one.getSubjectX500Principal()),
                                Chain.name(one.getIssuerX500Principal()),
                                Chain.day(one.getNotBefore().toInstant()),
                                Chain.day(one.getNotAfter().toInstant())))
                        .toList(),
                true);
    }
}
