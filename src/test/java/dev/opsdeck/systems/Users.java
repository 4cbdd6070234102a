package dev.opsdeck.systems;

import java.util.concurrent.atomic.AtomicInteger;

/** Asks a service again and again, as users do, until closed. */
final class Users implements AutoCloseable {
    private static final int OK = 200;

    private final AtomicInteger lost = new AtomicInteger();
    private final Thread asking;
    private volatile boolean closed;

    Users(ClusterService service) {
        asking = Thread.ofVirtual().start(() -> {
            while (!closed) {
                if (service.get("/posts") != OK) {
                    lost.incrementAndGet();
                }
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
