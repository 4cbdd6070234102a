package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a pod may use at most. */
record PodLimits(Pod pod) {
    /** In processors; empty when some container has no limit. */
    OptionalDouble cores() {
        return sum("cpu");
    }

    /** In bytes; empty when some container has no limit. */
    OptionalDouble memory() {
        return sum("memory");
    }

    private OptionalDouble sum(String resource) {
        double sum = 0;
        for (Container container : pod.getSpec().getContainers()) {
            Optional<Quantity> limit = Optional.ofNullable(container.getResources())
                    .map(resources -> Objects.requireNonNullElse(resources.getLimits(), Map.<String, Quantity>of()))
                    .map(limits -> limits.get(resource));
            if (limit.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += PodUse.number(limit.get());
        }
        return OptionalDouble.of(sum);
    }
}
