package dev.opsdeck.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.target.program.ProgramFault;
import dev.opsdeck.target.program.ProgramStreams;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Runs a program in a container of its own, made like a service's: the image that its name stands for now, its
 * environment, mounts and networks, but none of its names and ports, so that the service is not touched. The container
 * is gone afterwards.
 */
@Singleton
public final class OneOffPrograms {
    private final DockerEngines engines;

    OneOffPrograms(DockerEngines engines) {
        this.engines = engines;
    }

    /**
     * Runs it to its end.
     *
     * @return its exit code
     * @throws ProbeException when nothing was begun
     * @throws ProgramFault when it was begun and nobody can tell how it ended
     */
    public int run(ManagedSystem system, String service, List<String> program, ProgramStreams streams, Duration limit) {
        String tried = "Could not run " + program.getFirst() + " in a container like those of " + service + ". ";
        DockerEngine engine = engines.of(system)
                .orElseThrow(() ->
                        new ProbeException(tried + system.name() + " does not run in containers of a Docker engine."));
        var api = new ContainerApi(engine);
        String id;
        try {
            id = made(api, like(api, system, service, tried), program);
        } catch (EngineUnreachable e) {
            throw new ProbeException(tried + e.getMessage(), e);
        } catch (DockerException e) {
            throw new ProbeException(tried + "The engine refused: " + EngineCall.refusal(e), e);
        }
        try {
            api.start(id);
            return engine.output(id, streams, limit);
        } catch (EngineUnreachable e) {
            throw new ProgramFault(tried + e.getMessage(), e);
        } catch (DockerException e) {
            throw new ProbeException(tried + "The engine refused: " + EngineCall.refusal(e), e);
        } finally {
            api.discard(id);
        }
    }

    private static ContainerJson like(ContainerApi api, ManagedSystem system, String name, String tried) {
        Service service = system.services().get(name);
        List<ContainerState> found = service == null
                ? List.of()
                : Containers.of(api.engine(), system, List.of(service)).getOrDefault(name, List.of());
        return found.stream()
                .flatMap(state -> api.container(state.instance().id()).stream())
                .map(ContainerJson::new)
                .findFirst()
                .orElseThrow(() -> new ProbeException(
                        tried + "There is none, not even a stopped one, that tells how it is made."));
    }

    private static String made(ContainerApi api, ContainerJson like, List<String> program) {
        JsonNode image = api.image(like.imageId()).orElse(MissingNode.getInstance());
        Map<String, String> labels = Map.of(ComposeLabels.ONE_OFF, "True", ContainerLabels.LIKE, like.id());
        ObjectNode body =
                new ContainerCopy(like, image).body(reference(api, like), labels, EnvironmentFile.NONE, false);
        body.putArray("Entrypoint").add("");
        var command = body.putArray("Cmd");
        program.forEach(command::add);
        body.remove("ExposedPorts");
        body.putObject("Healthcheck").putArray("Test").add("NONE");
        ObjectNode host = (ObjectNode) body.path("HostConfig");
        host.remove("PortBindings");
        host.put("PublishAllPorts", false).put("AutoRemove", false);
        host.putObject("RestartPolicy").put("Name", "no");
        networks(like, body);
        return api.create(like.name() + "-once-" + UUID.randomUUID().toString().substring(0, 8), body);
    }

    /** What its image is called may stand for a newer one by now: that is the one meant. */
    private static String reference(ContainerApi api, ContainerJson like) {
        String told = like.label(ContainerLabels.IMAGE).isEmpty() ? like.image() : like.label(ContainerLabels.IMAGE);
        return api.image(told).isPresent() ? told : like.imageId();
    }

    private static void networks(ContainerJson like, ObjectNode body) {
        new ContainerNetworks(like)
                .endpoints(false).entrySet().stream().findFirst().ifPresent(first -> {
                    ObjectNode endpoint = first.getValue();
                    endpoint.remove("IPAMConfig");
                    body.putObject("NetworkingConfig")
                            .set(
                                    "EndpointsConfig",
                                    JsonNodeFactory.instance.objectNode().set(first.getKey(), endpoint));
                });
    }
}
