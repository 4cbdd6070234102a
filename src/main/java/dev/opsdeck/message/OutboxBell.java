package dev.opsdeck.message;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes this process's sender when there is something to send; a ring that nobody waits for is kept, once. */
@Singleton
public final class OutboxBell {
    private final Semaphore rings = new Semaphore(0);

    /** Wakes the sender. Never blocks. */
    public void ring() {
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /** Waits for a ring, at most that long. */
    public void await(Duration atMost) throws InterruptedException {
        if (rings.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }
}
