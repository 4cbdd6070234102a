package dev.opsdeck.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opsdeck.catalog.Health;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Asks one of several containers of a service for its health, where the catalog's URL may lead to another. */
final class OwnHealth {
    private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "0.0.0.0", "[::1]");

    private OwnHealth() {}

    /** Whether the URL leads to this container and can be made to lead to another of the same kind. */
    static boolean movable(Health health, ContainerJson container) {
        URI url = URI.create(health.http());
        return publishedAs(url, container).isPresent()
                || networkOf(url, container).isPresent();
    }

    /** The check of the other container; empty when it cannot be told where that listens. */
    static Optional<Health> moved(Health health, ContainerJson from, ContainerJson to) {
        URI url = URI.create(health.http());
        return publishedAs(url, from)
                .flatMap(port -> hostPort(to, port))
                .map(port -> at(url, url.getHost(), port))
                .or(() -> networkOf(url, from)
                        .flatMap(network -> address(to, network))
                        .map(address -> at(url, address, url.getPort())))
                .map(moved -> new Health(moved, health.expect(), health.within()));
    }

    /** The container's own port that the URL's port of the host leads to. */
    private static Optional<String> publishedAs(URI url, ContainerJson container) {
        return ports(container).properties().stream()
                .filter(port -> port.getValue()
                        .valueStream()
                        .anyMatch(binding -> binding.path("HostPort").asText().equals(Integer.toString(port(url)))))
                .filter(_ -> THIS_HOST.contains(String.valueOf(url.getHost())) || isAddress(url.getHost()))
                .map(port -> port.getKey())
                .findFirst();
    }

    private static boolean isAddress(String host) {
        return host.matches("[0-9.]+");
    }

    private static Optional<Integer> hostPort(ContainerJson container, String port) {
        return ports(container)
                .path(port)
                .valueStream()
                .map(binding -> binding.path("HostPort").asInt())
                .filter(number -> number > 0)
                .findFirst();
    }

    private static JsonNode ports(ContainerJson container) {
        return container.json().at("/NetworkSettings/Ports");
    }

    /** The network on which the URL's host is this container. */
    private static Optional<String> networkOf(URI url, ContainerJson container) {
        String host = String.valueOf(url.getHost());
        return networks(container).properties().stream()
                .filter(network -> host.equals(container.name())
                        || host.equals(network.getValue().path("IPAddress").asText())
                        || network.getValue().path("Aliases").valueStream().anyMatch(alias -> alias.asText()
                                .equals(host)))
                .map(network -> network.getKey())
                .findFirst();
    }

    private static Optional<String> address(ContainerJson container, String network) {
        return Optional.of(networks(container).path(network).path("IPAddress").asText(""))
                .filter(address -> !address.isEmpty());
    }

    private static JsonNode networks(ContainerJson container) {
        return container.json().at("/NetworkSettings/Networks");
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? 443 : 80;
    }

    private static String at(URI url, String host, int port) {
        try {
            return new URI(
                            url.getScheme(),
                            url.getUserInfo(),
                            host,
                            port,
                            url.getPath(),
                            url.getQuery(),
                            url.getFragment())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A URL with another host is no URL any more", e);
        }
    }
}
