package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.Health;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import java.util.List;
import java.util.Locale;
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
    static final String KEPT = "opsdeck-kept/";
    private static final int TAG = 12;

    /** What is recorded before. Values that may be secret, such as the environment, are not. */
    static Map<String, String> written(ContainerJson old) {
        // One that a dead worker has set aside had been running, or else there was nothing to stop.
        boolean ran = old.active() || old.setAside().isPresent();
        return Map.of(
                "container", old.id(),
                "image", old.label(ContainerLabels.IMAGE).isEmpty() ? old.image() : old.label(ContainerLabels.IMAGE),
                "image-id", old.imageId(),
                "running", Boolean.toString(ran));
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
        String repository = KEPT
                + (step.service().system() + "-" + step.service().service())
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-");
        String hex = old.imageId().replace("sha256:", "");
        try {
            api.tag(old.imageId(), repository, hex.substring(0, Math.min(TAG, hex.length())));
        } catch (DockerException e) {
            // It went while its container was still there: there is nothing to keep.
        }
    }
}
