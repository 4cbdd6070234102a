package dev.opsdeck.catalog;

import java.util.List;

/** What a name that somebody typed means. */
public sealed interface Resolution {
    /** One service. */
    record One(ServiceRef service) implements Resolution {}

    /** All services of one system, in the order of their dependencies: what is needed comes first. */
    record All(String system, List<ServiceRef> services) implements Resolution {}

    /** Several services are called that; the person must choose. Full names. */
    record Choice(List<String> candidates) implements Resolution {}

    /** Nothing is called that; the nearest full or bare names, best first, at most five. */
    record Unknown(List<String> nearest) implements Resolution {}
}
