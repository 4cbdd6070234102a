package dev.opsdeck.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.opsdeck.catalog.ServiceRef;
import java.util.Locale;
import java.util.Set;

/** The images that a service ran on, which have names of opsdeck's own, so that nobody clears them away. */
final class KeptImages {
    /** How all of these names begin. */
    static final String PREFIX = "opsdeck-kept/";

    private static final int TAG = 12;

    private final ContainerApi api;
    private final String repository;

    KeptImages(ContainerApi api, ServiceRef service) {
        this.api = api;
        this.repository = PREFIX
                + (service.system() + "-" + service.service())
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-");
    }

    void keep(String image) {
        String hex = image.replace("sha256:", "");
        api.tag(image, repository, hex.substring(0, Math.min(TAG, hex.length())));
    }

    /** Takes their names from all others; the engine removes an image that had no other name and is not in use. */
    void keepOnly(Set<String> images) {
        for (JsonNode image : api.get("/images/json")) {
            if (!images.contains(image.path("Id").asText())) {
                image.path("RepoTags")
                        .valueStream()
                        .map(JsonNode::asText)
                        .filter(name -> name.startsWith(repository + ":"))
                        .forEach(this::drop);
            }
        }
    }

    private void drop(String name) {
        try {
            api.delete("/images/" + name);
        } catch (NotFoundException | ConflictException goneOrInUse) {
            // Either is well.
        }
    }
}
