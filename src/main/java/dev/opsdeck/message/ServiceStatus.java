package dev.opsdeck.message;

import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.InstanceStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one service is now.
 *
 * @param instances empty when it has none, or when nobody could look
 * @param problem why nobody could look; null when somebody did
 */
public record ServiceStatus(
        ServiceRef service,
        List<InstanceStatus> instances,
        @Nullable String problem) {}
