package dev.opsdeck.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The networks that a container is on, as whoever put it there wrote it: addresses and names, not what came of them. */
final class ContainerNetworks {
    private static final List<String> GIVEN = List.of("IPAMConfig", "Links", "Aliases", "DriverOpts");
    private static final int SHORT_ID = 12;

    private final ContainerJson container;
    private final String mode;

    ContainerNetworks(ContainerJson container) {
        this.container = container;
        this.mode = container.json().at("/HostConfig/NetworkMode").asText();
    }

    /** Whether it has no network of its own, but that of the host or of another container. */
    boolean borrowed() {
        return mode.equals("host") || mode.startsWith("container:");
    }

    /** Whether it was given an address that no other may have meanwhile. */
    boolean fixedAddress() {
        return !container.json().at("/Config/MacAddress").asText("").isEmpty()
                || networks().properties().stream().anyMatch(network -> hasAddress(network.getValue()));
    }

    private static boolean hasAddress(JsonNode network) {
        JsonNode given = network.path("IPAMConfig");
        return !given.path("IPv4Address").asText("").isEmpty()
                || !given.path("IPv6Address").asText("").isEmpty();
    }

    /** Whether others find it by names besides its own. */
    boolean hasAliases() {
        return networks().properties().stream()
                .anyMatch(network -> !aliases(network.getValue()).isEmpty());
    }

    /** The endpoints by network, the one that the container is made with first. */
    Map<String, ObjectNode> endpoints(boolean withAliases) {
        var endpoints = new LinkedHashMap<String, ObjectNode>();
        if (borrowed() || mode.equals("none")) {
            return endpoints;
        }
        networks().properties().stream()
                .sorted((one, other) -> Boolean.compare(first(other), first(one)))
                .forEach(network -> endpoints.put(network.getKey(), endpoint(network.getValue(), withAliases)));
        return endpoints;
    }

    private boolean first(Map.Entry<String, JsonNode> network) {
        return network.getKey().equals(mode)
                || network.getValue().path("NetworkID").asText("-").equals(mode)
                || (mode.equals("default") && network.getKey().equals("bridge"));
    }

    private ObjectNode endpoint(JsonNode network, boolean withAliases) {
        ObjectNode endpoint = JsonNodeFactory.instance.objectNode();
        GIVEN.stream()
                .filter(name -> !(network.path(name) instanceof NullNode) && network.has(name))
                .forEach(name -> endpoint.set(name, network.path(name)));
        ArrayNode aliases = aliases(network);
        if (withAliases && !aliases.isEmpty()) {
            endpoint.set("Aliases", aliases);
        } else {
            endpoint.remove("Aliases");
        }
        return endpoint;
    }

    /** The engine adds the container's own id to those that were given. */
    private ArrayNode aliases(JsonNode network) {
        ArrayNode given = JsonNodeFactory.instance.arrayNode();
        network.path("Aliases")
                .valueStream()
                .filter(alias ->
                        alias.asText().length() != SHORT_ID || !container.id().startsWith(alias.asText()))
                .forEach(given::add);
        return given;
    }

    private JsonNode networks() {
        return container.json().at("/NetworkSettings/Networks");
    }
}
