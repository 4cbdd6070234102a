package dev.opsdeck.target.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a server could not be asked, in words that tell people what to look at. */
public final class NetworkFault {
    private NetworkFault() {}

    /** Why, and what to check, to stand after a colon; without anything that the other side sent. */
    public static String words(IOException e, Duration patience) {
        if (e instanceof HttpTimeoutException || e instanceof SocketTimeoutException) {
            return "no answer within " + seconds(patience)
                    + ". Check that it is up and that no firewall is in between.";
        }
        if (caused(e, UnknownHostException.class) || caused(e, UnresolvedAddressException.class)) {
            return "its name cannot be resolved. Check the name and this machine's DNS.";
        }
        if (caused(e, NoRouteToHostException.class)) {
            return "there is no route to it. Check that it is up and that no firewall is in between.";
        }
        if (caused(e, ConnectException.class)) {
            return "connection refused. Check that it runs and listens there.";
        }
        if (caused(e, CertificateException.class)) {
            return "its certificate is not accepted. A tls check says what is wrong with it.";
        }
        return caused(e, SSLException.class)
                ? "no TLS connection came about. Check that it speaks TLS on that port."
                : "the connection broke before the answer was complete. Look at its log.";
    }

    /** {@code 10 s} or {@code 250 ms}. */
    static String seconds(Duration patience) {
        return patience.toMillis() % 1000 == 0 ? patience.toSeconds() + " s" : patience.toMillis() + " ms";
    }

    private static boolean caused(Throwable e, Class<? extends Throwable> type) {
        for (@Nullable Throwable each = e; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }
}
