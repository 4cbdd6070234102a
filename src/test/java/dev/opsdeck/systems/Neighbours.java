package dev.opsdeck.systems;

import dev.opsdeck.testing.Engine;

/** Other test runs on the same engine, whose things must not be cleared away. */
final class Neighbours {
    private static final String PROJECT = "com.docker.compose.project";

    private Neighbours() {}

    static boolean on(Engine engine) {
        return engine.docker().listContainersCmd().withShowAll(true).exec().stream()
                .map(container -> container.getLabels().getOrDefault(PROJECT, ""))
                .anyMatch(project -> project.startsWith("opsdeck-test-") && !project.equals(engine.project()));
    }
}
