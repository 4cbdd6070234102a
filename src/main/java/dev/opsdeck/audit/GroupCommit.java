package dev.opsdeck.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes one transaction of what many threads record at the same time: a commit costs as much for 500 entries as for
 * one.
 */
final class GroupCommit implements AutoCloseable {
    private static final int CAPACITY = 10_000;
    private static final int BATCH = 500;
    private static final long FULL_WAIT_SECONDS = 2;

    private static final long CLOSE_WAIT_SECONDS = 10;

    /** The last one in the queue. */
    private static final Waiting STOP =
            new Waiting(new AuditEntry(Instant.EPOCH, "", "", "", Map.of()), new CompletableFuture<>());

    private final Consumer<List<AuditEntry>> writer;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread;
    private volatile boolean closed;

    GroupCommit(Consumer<List<AuditEntry>> writer) {
        this.writer = writer;
        this.thread = Thread.ofVirtual().name("audit").start(this::run);
    }

    /** Queues the entry; waits a moment when the queue is full and fails when it stays full. */
    CompletableFuture<Void> submit(AuditEntry entry) {
        var waiting = new Waiting(entry, new CompletableFuture<>());
        try {
            if (closed) {
                waiting.fail(new AuditException("The audit trail is closed: opsdeck is stopping"));
            } else if (!queue.offer(waiting, FULL_WAIT_SECONDS, TimeUnit.SECONDS)) {
                waiting.fail(new AuditException("The audit trail cannot keep up: the database is too slow"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            waiting.fail(new AuditException("Interrupted before the entry was queued", e));
        }
        // Closed between the check and the offer: nobody will drain the queue any more.
        if (closed && !thread.isAlive()) {
            failAll();
        }
        return waiting.done();
    }

    private void run() {
        var batch = new ArrayList<Waiting>(BATCH);
        boolean last = false;
        while (!last) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                // Nobody has this thread to interrupt it; what waits must still be written.
                continue;
            }
            queue.drainTo(batch, BATCH - 1);
            last = batch.remove(STOP);
            write(batch);
            batch.clear();
        }
    }

    private void write(List<Waiting> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            writer.accept(batch.stream().map(Waiting::entry).toList());
            batch.forEach(waiting -> waiting.done().complete(null));
        } catch (RuntimeException | Error e) {
            // Whatever it is: without an answer the callers would wait for ever, without this thread all to come would.
            var failure = new AuditException("The database did not take the audit entry", e);
            batch.forEach(waiting -> waiting.fail(failure));
        }
    }

    private void failAll() {
        for (Waiting waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            waiting.fail(new AuditException("The audit trail is closed: opsdeck is stopping"));
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            queue.put(STOP);
            thread.join(Duration.ofSeconds(CLOSE_WAIT_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failAll();
    }

    private record Waiting(AuditEntry entry, CompletableFuture<Void> done) {
        void fail(AuditException failure) {
            done.completeExceptionally(failure);
        }
    }
}
