package dev.opsdeck.probe;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import java.time.Duration;

/** Asks one kind of question of one technology. It cannot write: it holds nothing that could. */
public interface Prober<P extends Probe> {
    /** The kind of question. */
    Class<P> asks();

    /** Whether it can ask it of that system; where several can ask a kind, the runtime of the system decides. */
    default boolean serves(ManagedSystem system) {
        return true;
    }

    /**
     * Asks, on a virtual thread of its own, which is interrupted when the time is over.
     *
     * @param patience how long it may take; whoever asks stops waiting then
     * @throws ProbeException when nobody can tell
     */
    Reading ask(ManagedSystem system, P probe, Duration patience);
}
