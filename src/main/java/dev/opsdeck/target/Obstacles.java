package dev.opsdeck.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opsdeck.catalog.Health;
import dev.opsdeck.plan.TargetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What keeps containers from being replaced, or from running beside a copy of themselves. */
final class Obstacles {
    private Obstacles() {}

    /** @throws TargetException when it cannot be replaced, with what can be done */
    static void toReplacing(ContainerJson container) {
        if (container.json().at("/HostConfig/AutoRemove").asBoolean()) {
            throw new TargetException(
                    container.name() + " was started with --rm: it vanishes when it stops, so it could"
                            + " not be put back. Make it anew without --rm first.");
        }
    }

    /** Why another one cannot run beside it, as a part of a sentence; empty when it can. */
    static Optional<String> toCopying(ContainerJson container) {
        var networks = new ContainerNetworks(container);
        Optional<String> port = fixedPort(container);
        if (port.isPresent()) {
            return port.map(number -> "publishes the fixed port " + number + " of the host");
        }
        if (networks.borrowed()) {
            return Optional.of("uses the network of the host or of another container");
        }
        return networks.fixedAddress() ? Optional.of("has a fixed address") : Optional.empty();
    }

    /** The same for one that takes its place a moment later, and so shares its data and must be told from it. */
    static Optional<String> toRunningBeside(ContainerJson container, @Nullable Health health) {
        if (!container.active()) {
            return Optional.of("does not run");
        }
        return toCopying(container).or(() -> sharedData(container)).or(() -> unproven(container, health));
    }

    /** Two that write to the same files, such as those of a database, would spoil them. */
    private static Optional<String> sharedData(ContainerJson container) {
        return container
                .json()
                .path("Mounts")
                .valueStream()
                .filter(mount -> mount.path("RW").asBoolean())
                .filter(mount -> !mount.path("Type").asText().equals("tmpfs"))
                .map(mount -> mount.path("Destination").asText())
                .filter(destination -> !destination.endsWith(".sock"))
                .findFirst()
                .map(destination -> "writes to " + destination);
    }

    private static Optional<String> unproven(ContainerJson container, @Nullable Health health) {
        return health == null || container.checked() || OwnHealth.movable(health, container)
                ? Optional.empty()
                : Optional.of("can be asked for its health only where it is now");
    }

    private static Optional<String> fixedPort(ContainerJson container) {
        return container
                .json()
                .at("/HostConfig/PortBindings")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .map(binding -> binding.path("HostPort").asText(""))
                .filter(port -> !port.isEmpty() && !port.equals("0"))
                .findFirst();
    }
}
