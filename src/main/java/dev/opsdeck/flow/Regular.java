package dev.opsdeck.flow;

import java.time.Duration;

/** Work that comes back all the time; one replica at a time does it. */
interface Regular {
    /** Name of the scheduled task. */
    String task();

    /** How long after its end it comes back. */
    Duration every();

    void run();
}
