package dev.opsdeck.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.EngineStep.Kind;
import dev.opsdeck.plan.EngineStep.Thing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What on an engine nothing uses. What belongs to a system of the catalog is used, though it is stopped; so is an image
 * with a name, such as those that were replaced are given.
 */
final class Prunable {
    private static final Set<String> OVER = Set.of("exited", "dead");
    private static final int SHORT_ID = 12;

    private final ContainerApi api;
    private final Set<String> projects = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final List<JsonNode> containers;

    Prunable(ContainerApi api, Catalog catalog) {
        this.api = api;
        catalog.systems().values().forEach(system -> {
            switch (system.runtime()) {
                case Runtime.Docker docker when docker.project() != null -> projects.add(docker.project());
                case Runtime.Compose compose when compose.project() != null -> projects.add(compose.project());
                case Runtime.Docker _, Runtime.Compose _, Runtime.Kubernetes _, Runtime.Process _ -> {}
            }
            system.services().values().forEach(service -> names.add(name(service)));
        });
        this.containers = api.get("/containers/json?all=1").valueStream().toList();
    }

    private static String name(Service service) {
        return service.container() == null ? service.name() : service.container();
    }

    List<Thing> of(Kind kind) {
        return switch (kind) {
            case CONTAINERS -> containers();
            case IMAGES -> images();
            case NETWORKS -> networks();
            case BUILD_CACHE -> buildCache();
            case VOLUMES -> volumes();
        };
    }

    private List<Thing> containers() {
        return containers.stream()
                .filter(container -> OVER.contains(container.path("State").asText()))
                .filter(container -> !ofCatalog(container) && containerNames(container).stream()
                        .noneMatch(name -> names.contains(name) || SetAside.of(name).isPresent()))
                .map(container -> new Thing(
                        container.path("Id").asText(),
                        String.join(" ", containerNames(container))))
                .toList();
    }

    private static List<String> containerNames(JsonNode container) {
        return container.path("Names").valueStream()
                .map(name -> name.asText().substring(1))
                .toList();
    }

    private List<Thing> images() {
        Set<String> used = new HashSet<>();
        containers.forEach(container -> used.add(container.path("ImageID").asText()));
        return api.get("/images/json?filters=" + ContainerApi.encoded("{\"dangling\":[\"true\"]}")).valueStream()
                .map(image -> image.path("Id").asText())
                .filter(id -> !used.contains(id))
                .map(id -> new Thing(id, shortened(id)))
                .toList();
    }

    /** The engine counts running containers only; a stopped one could not start without its network. */
    private List<Thing> networks() {
        Set<String> used = new HashSet<>();
        containers.forEach(container -> container.at("/NetworkSettings/Networks").properties().forEach(network -> {
            used.add(network.getKey());
            used.add(network.getValue().path("NetworkID").asText());
        }));
        return api.get("/networks?filters=" + ContainerApi.encoded("{\"dangling\":[\"true\"]}")).valueStream()
                .filter(network -> !ofCatalog(network))
                .filter(network -> !used.contains(network.path("Name").asText())
                        && !used.contains(network.path("Id").asText()))
                .map(network -> new Thing(
                        network.path("Id").asText(), network.path("Name").asText()))
                .toList();
    }

    private List<Thing> buildCache() {
        List<Thing> parts = new ArrayList<>();
        api.get("/system/df").path("BuildCache").valueStream()
                .filter(part -> !part.path("InUse").asBoolean()
                        && !part.path("Shared").asBoolean())
                .map(part -> part.path("ID").asText())
                .forEach(id -> parts.add(new Thing(id, shortened(id))));
        return parts;
    }

    private List<Thing> volumes() {
        return api.get("/volumes?filters=" + ContainerApi.encoded("{\"dangling\":[\"true\"]}")).path("Volumes")
                .valueStream()
                .filter(volume -> !ofCatalog(volume))
                .map(volume -> volume.path("Name").asText())
                .map(name -> new Thing(name, shortened(name)))
                .toList();
    }

    private boolean ofCatalog(JsonNode labelled) {
        return projects.contains(labelled.path("Labels").path(ComposeLabels.PROJECT).asText(""));
    }

    /** Nameless ones have an id of 64 digits for a name. */
    private static String shortened(String id) {
        String bare = id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
        return bare.matches("[0-9a-z]{20,}") ? bare.substring(0, SHORT_ID) : bare;
    }

    /** Removes it, unless something uses it by now: the engine refuses that, for nothing is forced. */
    void remove(Kind kind, Thing thing) {
        String id = ContainerApi.encoded(thing.id());
        try {
            switch (kind) {
                case CONTAINERS -> api.delete("/containers/" + id);
                case IMAGES -> api.delete("/images/" + id);
                case NETWORKS -> api.delete("/networks/" + id);
                case VOLUMES -> api.delete("/volumes/" + id);
                case BUILD_CACHE -> api.post("/build/prune", java.util.Map.of("id", List.of(thing.id())));
            }
        } catch (NotFoundException gone) {
            // That is what was wanted.
        }
    }
}
