package dev.opsdeck.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opsdeck.plan.Instance;
import java.util.Optional;

/** One container as the engine describes it in full. */
record ContainerJson(JsonNode json) {
    String id() {
        return json.path("Id").asText();
    }

    String name() {
        String name = json.path("Name").asText();
        return name.startsWith("/") ? name.substring(1) : name;
    }

    Instance instance() {
        return new Instance(id(), name());
    }

    /** Also while it is paused, or about to be started again by the engine. */
    boolean active() {
        return json.at("/State/Running").asBoolean();
    }

    String status() {
        return json.at("/State/Status").asText();
    }

    /** The engine's id of its image. */
    String imageId() {
        return json.path("Image").asText();
    }

    /** What it was made from, as whoever made it wrote it. */
    String image() {
        return json.at("/Config/Image").asText();
    }

    String label(String name) {
        return json.at("/Config/Labels").path(name).asText("");
    }

    Optional<SetAside> setAside() {
        return SetAside.of(name());
    }

    /** Whether the engine checks its health. */
    boolean checked() {
        JsonNode test = json.at("/Config/Healthcheck/Test");
        return test.isArray() && !test.isEmpty() && !test.path(0).asText().equals("NONE");
    }
}
