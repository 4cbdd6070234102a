package dev.opsdeck.systems;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/** Asks a service again and again, as users do, until closed. */
final class Users implements AutoCloseable {
    private static final int OK = 200;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final AtomicInteger lost = new AtomicInteger();
    private final Thread asking;
    private volatile boolean closed;

    Users(ClusterService service) {
        this(service, Duration.ZERO);
    }

    /** @param pause between an answer and the next request */
    Users(ClusterService service, Duration pause) {
        this(() -> service.get("/posts"), pause);
    }

    /** @param page an address, asked by GET */
    Users(URI page, Duration pause) {
        this(() -> status(page), pause);
    }

    private Users(IntSupplier status, Duration pause) {
        asking = Thread.ofVirtual().start(() -> {
            while (!closed) {
                if (status.getAsInt() != OK) {
                    lost.incrementAndGet();
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        });
    }

    /** The status of the answer; 0 for none. */
    private static int status(URI page) {
        try {
            var request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10));
            return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
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
