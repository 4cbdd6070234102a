package dev.opsdeck.plan;

/**
 * One running copy of a service: a container, a process.
 *
 * @param id the technology's own id, which changes when the instance is made anew
 * @param name what people call it
 */
public record Instance(String id, String name) {
    private static final int SHORT = 12;

    /** As much of the id as people compare. */
    public String shortId() {
        return id.length() > SHORT ? id.substring(0, SHORT) : id;
    }
}
