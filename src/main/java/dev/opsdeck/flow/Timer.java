package dev.opsdeck.flow;

import java.time.Instant;
import java.util.Optional;

/** Work that is due at a time that was put on the scheduler's table; one replica at a time does it. */
interface Timer {
    /** Name of the scheduled task. */
    String task();

    /**
     * Does what is due. It may be called again after it was done, so it looks first.
     *
     * @param id the instance on the scheduler's table
     * @return when to come back; empty when it is over
     */
    Optional<Instant> due(long id);
}
