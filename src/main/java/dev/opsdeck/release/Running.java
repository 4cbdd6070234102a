package dev.opsdeck.release;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What of a service runs now.
 *
 * @param version the image as people write it
 * @param image how the technology knows exactly that image
 */
record Running(ServiceRef service, String version, String image, int replicas) {

    /** Of those services that run from an image, in their order. */
    static List<Running> of(Target target, ManagedSystem system, List<String> services) {
        var found = new ArrayList<Running>();
        Map<String, List<InstanceStatus>> all = target.look(system);
        for (String name : services) {
            List<InstanceStatus> instances = all.getOrDefault(name, List.of());
            instances.stream()
                    .filter(InstanceStatus::running)
                    .findFirst()
                    .or(() -> instances.stream().findFirst())
                    .filter(status -> !exact(status).isEmpty())
                    .ifPresent(status -> found.add(new Running(
                            new ServiceRef(system.name(), name), status.image(), exact(status), (int) instances.stream()
                                    .filter(InstanceStatus::running)
                                    .count())));
        }
        return found;
    }

    private static String exact(InstanceStatus status) {
        return status.imageId().isEmpty() ? status.image() : status.imageId();
    }
}
