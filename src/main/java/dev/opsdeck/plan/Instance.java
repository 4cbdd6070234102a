package dev.opsdeck.plan;

/**
 * One running copy of a service: a container, a process.
 *
 * @param id the technology's own id, which changes when the instance is made anew
 * @param name what people call it
 */
public record Instance(String id, String name) {}
