package dev.opsdeck.message;

import dev.opsdeck.probe.Finding;
import java.util.List;

/**
 * How a system is now.
 *
 * @param services in the order of the catalog
 * @param stores databases, caches and queues at a glance
 */
public record SystemStatus(String system, List<ServiceStatus> services, List<Finding> stores) {}
