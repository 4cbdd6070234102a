package dev.opsdeck.backup;

import dev.opsdeck.target.PipedEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** One of several sessions that load a database together: statements go in, and it tells when it has done them. */
final class LoadSession {
    private static final long LOOK_MILLIS = 20;

    private final String word = "done-" + UUID.randomUUID();
    private final Feed feed = new Feed();
    private final Answers answers = new Answers();
    private final CompletableFuture<PipedEnd> end = new CompletableFuture<>();
    private final AtomicLong answered = new AtomicLong();
    private long asked;

    /** What it is asked for last has to be answered before somebody else relies on it. */
    private boolean isDirty;

    /** Runs psql with what is given. */
    interface Running {
        PipedEnd run(Feed input, OutputStream output);
    }

    void start(Running running) {
        Thread.ofVirtual().name("load").start(() -> {
            try {
                end.complete(running.run(feed, answers));
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            } finally {
                feed.close();
            }
        });
    }

    void give(String sql) throws IOException {
        give(sql.getBytes(StandardCharsets.UTF_8));
    }

    void give(byte[] bytes) throws IOException {
        isDirty = true;
        feed.give(bytes);
    }

    int waiting() {
        return feed.waiting();
    }

    /** Asks it to tell when it has done all that it was given. */
    void ask() throws IOException {
        if (isDirty) {
            feed.give(("\nselect '" + word + "';\n").getBytes(StandardCharsets.UTF_8));
            asked++;
            isDirty = false;
        }
    }

    /** Whether it has done all that it was asked about, and was given nothing since. */
    boolean idle() {
        return !isDirty && answered.get() == asked;
    }

    boolean ended() {
        return end.isDone();
    }

    /** Waits until it has done all that it was given. */
    void await() throws IOException {
        ask();
        while (!idle()) {
            if (ended() && !idle()) {
                throw new IOException("a session has ended");
            }
            pause(end);
        }
    }

    /** Waits a moment, or less when it has come to its end. */
    static void pause(CompletableFuture<?> end) throws IOException {
        try {
            end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (TimeoutException | ExecutionException nothingNew) {
            // Whoever waits looks for himself.
        }
    }

    /** There is no more for it. */
    void finish() {
        try {
            feed.end();
        } catch (IOException ended) {
            // It has an end already, which tells why.
        }
    }

    /** Ends it when something else went wrong. */
    void abandon() {
        feed.close();
    }

    /** How it ended; waits for that. Throws what its program threw. */
    PipedEnd end() {
        try {
            return end.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Looks for its word among what statements print. */
    private final class Answers extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public void write(int one) {
            if (one != '\n') {
                if (line.size() <= word.length()) {
                    line.write(one);
                }
                return;
            }
            if (line.toString(StandardCharsets.UTF_8).equals(word)) {
                answered.incrementAndGet();
            }
            line.reset();
        }
    }
}
