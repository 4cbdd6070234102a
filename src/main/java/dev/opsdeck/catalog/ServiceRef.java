package dev.opsdeck.catalog;

/** The full name of a service: {@code system/service}. */
public record ServiceRef(String system, String service) implements Comparable<ServiceRef> {
    @Override
    public int compareTo(ServiceRef other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return system + "/" + service;
    }
}
