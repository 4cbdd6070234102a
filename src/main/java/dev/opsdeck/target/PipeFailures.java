package dev.opsdeck.target;

import dev.opsdeck.plan.TargetException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What it means when a program's output cannot be passed on. */
final class PipeFailures {
    private PipeFailures() {}

    static RuntimeException told(Piped piped, IOException e) {
        if (e.getCause() instanceof TargetException told) {
            return told;
        }
        if (e.getCause() instanceof Piped.StoppedException stopped) {
            return stopped;
        }
        return new TargetException(
                "What " + piped.program().getFirst() + " wrote could not be passed on: " + e.getMessage() + ".",
                new UncheckedIOException(e));
    }
}
