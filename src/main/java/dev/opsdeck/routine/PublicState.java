package dev.opsdeck.routine;

/** How a system stands, as the public is told; worst last. */
public enum PublicState {
    OPERATIONAL,
    MAINTENANCE,
    DEGRADED,
    OUTAGE
}
