package dev.opsdeck.target;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans how a service's image is built and fetched, and its containers made: through Compose where its files say how,
 * else by the engine.
 */
record ImagePlans(ContainerApi api, ManagedSystem system, Service service) {
    /** Some gigabytes over a slow line; a build of a large program. */
    static final Duration LONG = Duration.ofMinutes(30);

    ContainerStep pull(List<ContainerJson> found) {
        if (system.runtime() instanceof Runtime.Compose compose
                && !compose.files().isEmpty()) {
            return compose(compose, List.of("pull", name()));
        }
        return new ContainerStep.FetchImage(ref(), called(found), LONG);
    }

    ContainerStep build(List<ContainerJson> found, boolean cache) {
        if (service.build() != null) {
            return new ContainerStep.BuildImage(
                    ref(),
                    called(found),
                    service.build().context(),
                    service.build().dockerfile(),
                    cache,
                    LONG);
        }
        if (system.runtime() instanceof Runtime.Compose compose
                && !compose.files().isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of("build"));
            if (!cache) {
                arguments.add("--no-cache");
            }
            arguments.add(name());
            return compose(compose, arguments);
        }
        throw new TargetException("The catalog does not say how the image of " + ref()
                + " is built. Give the service a build with the context's folder, or the system its Compose files.");
    }

    /** Has Compose make the service's containers and start them; empty where the system has no Compose files. */
    Optional<ContainerStep> made() {
        return system.runtime() instanceof Runtime.Compose compose
                        && !compose.files().isEmpty()
                ? Optional.of(compose(compose, List.of("up", "--detach", "--no-deps", "--no-build", name())))
                : Optional.empty();
    }

    private ContainerStep compose(Runtime.Compose compose, List<String> arguments) {
        String project = compose.project() == null ? system.name() : compose.project();
        return new ContainerStep.Compose(ref(), project, compose.files(), arguments, LONG);
    }

    /**
     * What the service's image is called.
     *
     * @throws TargetException when no container of it tells
     */
    String called(List<ContainerJson> found) {
        if (found.isEmpty()) {
            throw new TargetException("Nothing of " + ref() + " was found, not even stopped, that tells its image.");
        }
        ContainerJson now = found.getFirst();
        String told = now.label(ContainerLabels.IMAGE).isEmpty() ? now.image() : now.label(ContainerLabels.IMAGE);
        if (told.startsWith("sha256:")) {
            throw new TargetException(
                    now.name() + " was made from an image without a name. Deploy it by its name first.");
        }
        return told;
    }

    private String name() {
        return service.container() == null ? service.name() : service.container();
    }

    private ServiceRef ref() {
        return new ServiceRef(system.name(), service.name());
    }
}
