package dev.opsdeck.backup;

import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.PipedEnd;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * The sessions that load a database: what has an order goes to the first of them, what has none to all of them. They
 * never do both at the same time.
 */
final class LoadSessions implements AutoCloseable {
    private final List<LoadSession> all;

    /** Whether they do what has no order. */
    private boolean isSpread;

    private volatile boolean abandoned;

    LoadSessions(int count) {
        this.all = IntStream.range(0, count).mapToObj(_ -> new LoadSession()).toList();
    }

    void start(LoadSession.Running running) {
        all.forEach(session -> session.start(running));
    }

    /** Whether something else went wrong, so that what runs is to be ended. */
    boolean abandoned() {
        return abandoned;
    }

    /** Something that sets up a session, for all of them. */
    void toAll(String sql) throws IOException {
        for (LoadSession session : all) {
            session.give(sql);
        }
    }

    /** What is blank or a comment belongs to nothing while they do what has no order. */
    void inOrder(String sql) throws IOException {
        if (isSpread) {
            if (sql.isBlank() || sql.startsWith("--")) {
                return;
            }
            settle();
            isSpread = false;
        }
        all.getFirst().give(sql);
    }

    /** From here on, each may be given something. */
    void spread() throws IOException {
        if (!isSpread) {
            settle();
            isSpread = true;
        }
    }

    /** The one that is through with what it has first. */
    LoadSession freest() {
        return all.stream().min(Comparator.comparing(LoadSession::waiting)).orElseThrow();
    }

    /** Something that needs nothing else of what is spread; waits until one of them has nothing to do. */
    void job(String sql) throws IOException {
        spread();
        LoadSession session = idle();
        session.give(sql);
        session.ask();
    }

    private LoadSession idle() throws IOException {
        for (LoadSession session : all) {
            session.ask();
        }
        while (true) {
            for (LoadSession session : all) {
                if (session.idle()) {
                    return session;
                }
                if (session.ended()) {
                    throw new IOException("a session has ended");
                }
            }
            LoadSession.pause(new CompletableFuture<>());
        }
    }

    void settle() throws IOException {
        for (LoadSession session : all) {
            session.ask();
        }
        for (LoadSession session : all) {
            session.await();
        }
    }

    /**
     * There is no more: waits until all of it is done.
     *
     * @throws TargetException what one of them died of
     */
    void finish(String tried) throws IOException {
        settle();
        all.forEach(LoadSession::finish);
        all.forEach(session -> proved(tried, session.end()));
    }

    /** Throws what one of them has died of, if one has. */
    void proveEnded(String tried) {
        all.stream().filter(LoadSession::ended).forEach(session -> proved(tried, session.end()));
    }

    private static void proved(String tried, PipedEnd end) {
        if (end.exitCode() != 0) {
            throw ToolFault.of(tried, "psql", end);
        }
    }

    @Override
    public void close() {
        abandoned = true;
        all.forEach(LoadSession::abandon);
    }
}
