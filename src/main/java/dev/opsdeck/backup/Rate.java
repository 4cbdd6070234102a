package dev.opsdeck.backup;

import dev.opsdeck.plan.StepControl;
import dev.opsdeck.probe.Spoken;
import java.util.function.Supplier;

/** Tells how far something long has come and how fast it goes, once a second at most. */
final class Rate {
    private static final long EVERY = 1_000_000_000L;
    private static final double SECOND = 1e9;

    private final StepControl control;
    private final long began = System.nanoTime();
    private long told = began;

    Rate(StepControl control) {
        this.control = control;
    }

    /** @param more what else there is to tell */
    void tell(long bytes, Supplier<String> more) {
        long now = System.nanoTime();
        if (now - told > EVERY) {
            told = now;
            control.progress(
                    Spoken.bytes(bytes) + ", " + Spoken.bytes(bytes * SECOND / (now - began)) + "/s, " + more.get());
        }
    }
}
