package dev.opsdeck.catalog;

/** The full name of a service: {@code system/service}. */
public record ServiceRef(String system, String service) implements Comparable<ServiceRef> {
    /** What stands in the place of a service where the system as a whole is meant and not each of its services. */
    private static final String ITSELF = "system";

    /** The system as a thing of its own, {@code shop/system}: its code, its configuration, whether it may be changed. */
    public static ServiceRef itself(String system) {
        return new ServiceRef(system, ITSELF);
    }

    @Override
    public int compareTo(ServiceRef other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return system + "/" + service;
    }
}
