package dev.opsdeck.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Makes containers of the same configuration as another. */
record ContainerMaker(ContainerApi api) {
    /**
     * Makes one that does not run yet.
     *
     * @param reference of its image
     * @param labels what it is told besides
     * @param environment variables that it gets whatever the other one has
     * @param keepsData whether it gets the other's nameless volumes, too
     * @param withAliases whether it is found at once by the names that the other has
     * @return its id
     */
    String make(
            ContainerJson like,
            String name,
            String reference,
            Map<String, String> labels,
            EnvironmentFile environment,
            boolean keepsData,
            boolean withAliases) {
        JsonNode image = api.image(like.imageId()).orElse(MissingNode.getInstance());
        ObjectNode body = new ContainerCopy(like, image).body(reference, labels, environment, keepsData);
        List<Map.Entry<String, ObjectNode>> endpoints =
                List.copyOf(new ContainerNetworks(like).endpoints(withAliases).entrySet());
        if (!endpoints.isEmpty()) {
            var first = endpoints.getFirst();
            body.putObject("NetworkingConfig").putObject("EndpointsConfig").set(first.getKey(), first.getValue());
        }
        String id = api.create(name, body);
        // Engines before API 1.44 take one network only when they make a container.
        endpoints.stream().skip(1).forEach(network -> api.connect(network.getKey(), id, network.getValue()));
        return id;
    }

    /** Lets a running container be found by the names that another has; it is off each of its networks for a moment. */
    void giveAliases(String id, ContainerJson from) {
        new ContainerNetworks(from).endpoints(true).forEach((network, endpoint) -> {
            if (endpoint.has("Aliases")) {
                api.disconnect(network, id);
                api.connect(network, id, endpoint);
            }
        });
    }
}
