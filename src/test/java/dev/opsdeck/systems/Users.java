package dev.opsdeck.systems;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Asks a service again and again, as users do, until closed. */
final class Users implements AutoCloseable {
    private static final int OK = 200;

    private final AtomicInteger lost = new AtomicInteger();
    private final Thread asking;
    private volatile boolean closed;

    Users(ClusterService service) {
        this(service, Duration.ZERO);
    }

    /** @param pause between an answer and the next request */
    Users(ClusterService service, Duration pause) {
        asking = Thread.ofVirtual().start(() -> {
            while (!closed) {
                if (service.get("/posts") != OK) {
                    lost.incrementAndGet();
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        });
    }

    /** How many requests were not answered well. */
    int lost() {
        return lost.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            asking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
