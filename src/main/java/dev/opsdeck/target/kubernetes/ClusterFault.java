package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the client library throws into sentences that say why and what to do.
 *
 * @param access where the cluster is and as whom it was asked
 */
record ClusterFault(Config access, Clock clock) {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int BUSY = 429;
    private static final int SERVER = 500;

    ClusterException of(KubernetesClientException e) {
        return new ClusterException(told(e), e, e.getCode() >= BAD_REQUEST && e.getCode() < SERVER);
    }

    private String told(KubernetesClientException e) {
        if (e.getCode() == UNAUTHORIZED) {
            return unauthorized();
        }
        if (e.getCode() == FORBIDDEN) {
            return ClusterRefusal.read(message(e))
                    .map(ClusterRefusal::told)
                    .orElseGet(() -> "The cluster " + where() + " refused: " + message(e) + ".");
        }
        if (e.getCode() == BUSY) {
            return "The cluster " + where() + " is busy and asks to come back later (429). Try again in a minute.";
        }
        if (e.getCode() >= SERVER) {
            return "The API server " + where() + " failed (" + e.getCode() + "): " + message(e)
                    + ". Try again; if it stays so, look at the API server's own log.";
        }
        return e.getCode() <= 0
                ? unreachable(e)
                : "The cluster " + where() + " answered " + e.getCode() + ": " + message(e) + ".";
    }

    private String unauthorized() {
        String why = TokenAge.expiry(token())
                .filter(end -> end.isBefore(clock.instant()))
                .map(end -> "the token expired at " + end)
                .orElse("the token or certificate is wrong, has expired or was withdrawn");
        return "The cluster " + where() + " does not accept the credentials (401): " + why
                + ". Renew them in the kubeconfig, or create a new token of the service account.";
    }

    private @Nullable String token() {
        return access.getOauthToken() == null ? access.getAutoOAuthToken() : access.getOauthToken();
    }

    private String unreachable(Throwable thrown) {
        // The first cause knows best: a name that nobody knows ends up as a connection that failed.
        return causes(thrown).reversed().stream()
                .map(this::told)
                .filter(told -> !told.isEmpty())
                .findFirst()
                .orElseGet(() -> "The cluster " + where() + " could not be asked: "
                        + Objects.requireNonNullElse(thrown.getMessage(), "no reason") + ".");
    }

    private static List<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).toList();
    }

    private String told(Throwable cause) {
        return switch (cause) {
            case UnknownHostException _, UnresolvedAddressException _ ->
                "The cluster cannot be reached: nobody knows the host of " + access.getMasterUrl()
                        + ". Check the server's address in the kubeconfig, and DNS.";
            case SSLException ssl ->
                "The cluster " + where() + " shows a certificate that is not trusted (" + ssl.getMessage()
                        + "). Check certificate-authority in the kubeconfig.";
            case HttpConnectTimeoutException _, NoRouteToHostException _ ->
                "The cluster " + where() + " cannot be reached: nothing answers. Check the network and firewalls.";
            case ConnectException _ ->
                "The cluster " + where() + " cannot be reached: the connection was refused. Check that the API server"
                        + " runs and that the address in the kubeconfig is right.";
            case HttpTimeoutException _, TimeoutException _ ->
                "The cluster " + where()
                        + " did not answer in time. Try again; if it stays so, look at the API server.";
            case InterruptedIOException _, InterruptedException _ ->
                "Asking the cluster " + where() + " was broken off.";
            default -> "";
        };
    }

    private String where() {
        String context = access.getCurrentContext() == null
                ? ""
                : access.getCurrentContext().getName() + ", ";
        return "(" + context + access.getMasterUrl() + ")";
    }

    private static String message(KubernetesClientException e) {
        String message = e.getStatus() == null || e.getStatus().getMessage() == null
                ? Objects.requireNonNullElse(e.getMessage(), "no reason")
                : e.getStatus().getMessage();
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
