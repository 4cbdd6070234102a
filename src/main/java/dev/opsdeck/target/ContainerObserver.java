package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.TargetException;
import java.util.List;

/** Sees containers for those who wait for their health. */
record ContainerObserver(DockerEngine engine) implements Sighting.Observer {
    @Override
    public List<Sighting> see(List<Instance> instances) {
        return instances.stream().map(this::see).toList();
    }

    private Sighting see(Instance instance) {
        try {
            return engine.inspect(instance.id())
                    .map(container -> new Sighting(
                            instance,
                            container.described(),
                            container.running(),
                            container.over(),
                            container.vitality(),
                            container.startedAt(),
                            container.lastCheck()))
                    .orElseGet(() -> Sighting.gone(instance));
        } catch (EngineUnreachable e) {
            throw new TargetException(String.valueOf(e.getMessage()), e);
        } catch (DockerException e) {
            throw new TargetException("The engine refused: " + EngineCall.refusal(e), e);
        }
    }

    @Override
    public List<String> tail(Instance instance, int lines) {
        try {
            return engine.tail(instance.id(), lines);
        } catch (EngineUnreachable | DockerException e) {
            return List.of("(its log cannot be read: " + e.getMessage() + ")");
        }
    }
}
