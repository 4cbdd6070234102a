package dev.opsdeck.target;

import dev.opsdeck.testing.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What the test services run. */
final class Workloads {
    private Workloads() {}

    static String script() {
        try (var resource = Engine.class.getResourceAsStream("workload.sh")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
