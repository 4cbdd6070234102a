package dev.opsdeck.systems;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.opsdeck.testing.Cluster;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Service of the cluster on this machine's loopback address, in the place of kube-proxy: it hands requests to the
 * pods that Kubernetes has found ready, one after the other.
 */
final class ClusterService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BAD_GATEWAY = 502;

    private final Cluster cluster;
    private final String name;
    private final int port;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger turn = new AtomicInteger();

    /** @param port of the pods */
    ClusterService(Cluster cluster, String name, int port) {
        this.cluster = cluster;
        this.name = name;
        this.port = port;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::hand);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Asks with GET; returns the status, or 502 where no pod answers. */
    int get(String path) {
        return answer(path).statusCode();
    }

    private HttpResponse<byte[]> answer(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(url().resolve(path))
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The addresses of the pods that are ready. */
    List<String> ready() {
        var endpoints = cluster.client()
                .endpoints()
                .inNamespace(cluster.namespace())
                .withName(name)
                .get();
        return endpoints == null
                ? List.of()
                : endpoints.getSubsets().stream()
                        .flatMap(subset ->
                                subset.getAddresses() == null ? Stream.empty() : subset.getAddresses().stream())
                        .map(EndpointAddress::getIp)
                        .toList();
    }

    private void hand(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> pods = ready();
            if (pods.isEmpty()) {
                exchange.sendResponseHeaders(BAD_GATEWAY, -1);
                return;
            }
            String pod = pods.get(Math.floorMod(turn.getAndIncrement(), pods.size()));
            URI to = URI.create("http://" + pod + ":" + port + exchange.getRequestURI());
            HttpResponse<byte[]> answer =
                    http.send(HttpRequest.newBuilder(to).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            exchange.sendResponseHeaders(BAD_GATEWAY, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
