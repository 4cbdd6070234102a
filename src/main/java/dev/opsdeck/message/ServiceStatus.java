package dev.opsdeck.message;

import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.probe.Finding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one service is now.
 *
 * @param instances empty when it has none, or when nobody could look
 * @param problem why nobody could look; null when somebody did
 * @param health what its own health check says; null when it has none
 * @param uses what its instances use, by their names, as far as that is known
 */
public record ServiceStatus(
        ServiceRef service,
        List<InstanceStatus> instances,
        @Nullable String problem,
        @Nullable Finding health,
        Map<String, Use> uses) {
    /**
     * What an instance uses.
     *
     * @param cpu percent of one processor
     * @param memory bytes
     */
    public record Use(double cpu, double memory) {}

    /** Of its instances alone. */
    public ServiceStatus(ServiceRef service, List<InstanceStatus> instances, @Nullable String problem) {
        this(service, instances, problem, null, Map.of());
    }
}
