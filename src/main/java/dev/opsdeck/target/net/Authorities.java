package dev.opsdeck.target.net;

import dev.opsdeck.probe.ProbeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Who is trusted to sign certificates. */
final class Authorities {
    private Authorities() {}

    /**
     * The certificates of a PEM file; those of the system without one.
     *
     * @throws ProbeException when the file cannot be read
     */
    static Set<X509Certificate> of(@Nullable String pem) {
        return pem == null ? ofTheSystem() : in(Path.of(pem));
    }

    private static Set<X509Certificate> in(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .collect(Collectors.toSet());
            if (found.isEmpty()) {
                throw new ProbeException(
                        "There is no certificate in " + pem + ", the authority that the catalog names.");
            }
            return found;
        } catch (IOException | CertificateException e) {
            throw new ProbeException(
                    "Could not read the authority's certificate from " + pem
                            + ". Check that the file is there, readable, and PEM.",
                    e);
        }
    }

    private static Set<X509Certificate> ofTheSystem() {
        try {
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .map(X509TrustManager.class::cast)
                    .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                    .collect(Collectors.toSet());
        } catch (GeneralSecurityException e) {
            throw new ProbeException("This machine's list of authorities cannot be read; name one in the catalog.", e);
        }
    }
}
