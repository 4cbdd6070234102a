package dev.opsdeck.flow;

import dev.opsdeck.capture.Capture;
import dev.opsdeck.capture.CaptureStore;
import dev.opsdeck.capture.CaptureWriter;
import dev.opsdeck.capture.Origin;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.probe.LogLevels;
import dev.opsdeck.probe.LogQuery;
import dev.opsdeck.probe.LogSources;
import dev.opsdeck.probe.ProbeException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Fetches logs into captures, beside whoever asked. */
@Singleton
final class LogCaptures {
    /** What a log of the largest size takes over a slow line; people wait no longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Each holds a chunk and some lines of each instance in memory. */
    private static final int AT_ONCE = 6;

    private final LogSources sources;
    private final CaptureStore captures;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    LogCaptures(LogSources sources, CaptureStore captures) {
        this.sources = sources;
        this.captures = captures;
    }

    /** Work that may take its time, on a thread of its own; what it throws, the future does. */
    <T> CompletableFuture<T> later(Supplier<T> work) {
        var done = new CompletableFuture<T>();
        Future<?> working = threads.submit(() -> {
            try {
                done.complete(work.get());
            } catch (RuntimeException | StackOverflowError e) {
                done.completeExceptionally(e);
            }
        });
        return done.orTimeout(PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> working.cancel(true));
    }

    /**
     * Fetches the lines and returns when they are stored.
     *
     * @throws ProbeException when the log cannot be read
     */
    Capture capture(ManagedSystem system, List<Service> services, LogQuery query, Origin origin) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProbeException("Too many logs are being fetched at the moment. Try again in a minute.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeException("The log was not fetched: opsdeck is stopping.", e);
        }
        try {
            return fetched(system, services, query, origin);
        } finally {
            places.release();
        }
    }

    private Capture fetched(ManagedSystem system, List<Service> services, LogQuery query, Origin origin) {
        var levels = new LogLevels();
        long end = System.nanoTime() + PATIENCE.toNanos();
        CaptureWriter writer = captures.begin(origin);
        int instances;
        try (writer) {
            instances = sources.stream(system, services, query, line -> {
                if (System.nanoTime() > end) {
                    writer.incomplete();
                    return false;
                }
                return writer.add(LogMark.of(levels.of(line)), line.instance(), LogMark.head(line), line.text());
            });
        }
        if (instances == 0) {
            throw new ProbeException("There is no instance of "
                    + services.getFirst().name() + " whose log could be read. `/ops status` shows what there is.");
        }
        return captures.find(writer.capture()).orElseThrow();
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
