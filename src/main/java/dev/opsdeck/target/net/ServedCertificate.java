package dev.opsdeck.target.net;

import dev.opsdeck.probe.ProbeException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The certificate that a server shows.
 *
 * @param fingerprint SHA-256, lower-case hex
 * @param named whether it is for the name that was asked for
 */
public record ServedCertificate(String fingerprint, Instant from, Instant until, boolean named) {
    private static final int HTTPS = 443;

    /**
     * Looks at it, whatever it is worth.
     *
     * @param address host, or host:port
     * @throws ProbeException when none is shown
     */
    public static ServedCertificate of(String address, String name, Duration patience) {
        Endpoint endpoint = Endpoint.parse(address, HTTPS);
        try {
            Handshake.Shown shown = Handshake.with(endpoint, name, patience);
            X509Certificate own = shown.chain().getFirst();
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(own.getEncoded());
            return new ServedCertificate(
                    HexFormat.of().formatHex(sum),
                    own.getNotBefore().toInstant(),
                    own.getNotAfter().toInstant(),
                    shown.named());
        } catch (IOException e) {
            throw new ProbeException(
                    "Could not see a certificate of " + endpoint + ": " + NetworkFault.words(e, patience), e);
        } catch (GeneralSecurityException e) {
            throw new ProbeException("The certificate of " + endpoint + " cannot be read.", e);
        }
    }

    /** The host of an address as the catalog writes it. */
    public static String host(String address) {
        return Endpoint.parse(address, HTTPS).host();
    }
}
