package dev.opsdeck.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.Health;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What doing, undoing and looking at one replacement have in common.
 *
 * @param before what was recorded before the step
 */
record ReplaceParts(
        ContainerApi api, HttpCheck http, Service service, ContainerStep.Replace step, Map<String, String> before) {
    private static final String POLICY = "restart-policy";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is recorded before. Values that may be secret, such as the environment, are not. */
    static Map<String, String> written(ContainerJson old) {
        // One that a dead worker has set aside had been running, or else there was nothing to stop.
        boolean ran = old.active() || old.setAside().isPresent();
        return Map.of(
                "container",
                old.id(),
                "image",
                old.label(ContainerLabels.IMAGE).isEmpty() ? old.image() : old.label(ContainerLabels.IMAGE),
                "image-id",
                old.imageId(),
                "running",
                Boolean.toString(ran),
                POLICY,
                old.json().at("/HostConfig/RestartPolicy").toString());
    }

    /** From now on the engine does not start it by itself, not even when the engine is started itself. */
    void retire(ContainerJson old) {
        api.restartPolicy(old.id(), JsonNodeFactory.instance.objectNode().put("Name", "no"));
    }

    /** The engine starts it by itself again when it did so before. */
    void reinstate(ContainerJson old) {
        try {
            JsonNode policy = JSON.readTree(before.getOrDefault(POLICY, ""));
            if (policy.hasNonNull("Name")
                    && !old.json().at("/HostConfig/RestartPolicy").equals(policy)) {
                api.restartPolicy(old.id(), policy);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was recorded cannot be read", e);
        }
    }

    boolean ran() {
        return Boolean.parseBoolean(before.getOrDefault("running", "true"));
    }

    ContainerMaker maker() {
        return new ContainerMaker(api);
    }

    Optional<ContainerJson> old() {
        return container(step.instance().id());
    }

    /** By id or name. */
    Optional<ContainerJson> container(String id) {
        return api.container(id).map(ContainerJson::new);
    }

    /** The one that was made to take the old one's place. */
    Optional<ContainerJson> successor() {
        return api.labelled(ContainerLabels.REPLACES, step.instance().id()).stream()
                .map(ContainerJson::new)
                .findFirst();
    }

    /** The same for another replacement. */
    ReplaceParts with(ContainerStep.Replace other) {
        return new ReplaceParts(api, http, service, other, before);
    }

    /** Waits for one container's health; {@code control} says how long. */
    Outcome await(ContainerJson container, @Nullable Health health, StepControl control) {
        var wait = new ServiceStep.AwaitHealthy(
                step.service(), List.of(container.instance()), step.check(), step.within());
        return new HealthWait(http, wait, health, new ContainerObserver(api.engine()), control).outcome();
    }

    /** Names the image, so that nobody who clears away images without a name takes what may be wanted again. */
    void keepImage(ContainerJson old) {
        try {
            new KeptImages(api, step.service()).keep(old.imageId());
        } catch (DockerException e) {
            // It went while its container was still there: there is nothing to keep.
        }
    }
}
