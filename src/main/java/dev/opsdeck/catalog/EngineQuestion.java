package dev.opsdeck.catalog;

/** What a Docker engine can be asked, and what is measured. */
public enum EngineQuestion {
    /** Version, containers and warnings; measures {@code latency} in ms. */
    HEALTH,
    /** What images, containers, volumes and caches take; measures {@code bytes} and {@code reclaimable} in bytes. */
    DISK,
    /** Containers of the system that ended; measures {@code exited} and {@code failed}. */
    EXITED
}
