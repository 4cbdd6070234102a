package dev.opsdeck.flow;

/** The service is ready for the first person; what would only have slowed down its start may begin now. */
public record Ready() {}
