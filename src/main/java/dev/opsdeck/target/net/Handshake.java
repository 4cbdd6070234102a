package dev.opsdeck.target.net;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Shakes hands with a TLS server to see its certificates, whatever they are worth, and never sends anything else. */
final class Handshake extends X509ExtendedTrustManager {
    /**
     * What the server showed.
     *
     * @param chain its own certificate first; at least one
     * @param named whether its own certificate is for the name that was asked for
     */
    record Shown(List<X509Certificate> chain, boolean named) {}

    private @Nullable Shown shown;

    private Handshake() {}

    /**
     * Connects, looks and hangs up.
     *
     * @param name what the certificate should be for, and what the server is told to be asked for
     * @throws IOException when the server shows no certificate
     */
    static Shown with(Endpoint endpoint, String name, Duration patience) throws IOException {
        var handshake = new Handshake();
        try (Socket plain = Connections.open(endpoint, patience);
                SSLSocket secure = (SSLSocket)
                        handshake.context().getSocketFactory().createSocket(plain, name, endpoint.port(), true)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
        } catch (IOException e) {
            // Some servers break off later, because they want a certificate from the client.
            if (handshake.shown == null) {
                throw e;
            }
        }
        if (handshake.shown == null) {
            throw new IOException("no certificate was shown");
        }
        return handshake.shown;
    }

    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has TLS", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        shown = new Shown(List.of(chain), named(chain[0], authType, socket));
    }

    /** The JDK compares names only while it checks trust: so it is told to trust exactly this certificate. */
    private static boolean named(X509Certificate certificate, String authType, Socket socket) {
        try {
            KeyStore only = KeyStore.getInstance(KeyStore.getDefaultType());
            only.load(null, null);
            only.setCertificateEntry("only", certificate);
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(only);
            ((X509ExtendedTrustManager) factory.getTrustManagers()[0])
                    .checkServerTrusted(new X509Certificate[] {certificate}, authType, socket);
            return true;
        } catch (CertificateException e) {
            return false;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Every JDK has PKIX and key stores in memory", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
