package dev.opsdeck.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Merges the lines of several instances by time; each instance's own lines keep their order. A few hundred lines of each
 * are in memory at most: an instance that is ahead waits.
 */
public final class LogMerge {
    private static final int AHEAD = 256;
    private static final long LOOK_MILLIS = 100;

    private LogMerge() {}

    /** The lines of one instance. */
    public interface Feed {
        /** Hands over its lines on a thread of its own and returns; ends soon when interrupted or told to stop. */
        void run(LogSink sink);
    }

    /** Hands over all lines of all feeds until they end or the sink wants no more; what a feed throws is thrown. */
    public static void merge(List<Feed> feeds, LogSink sink) {
        if (feeds.size() == 1) {
            feeds.getFirst().run(sink);
            return;
        }
        var lanes = new ArrayList<Lane>();
        try {
            for (Feed feed : feeds) {
                lanes.add(Lane.of(feed, lanes.size()));
            }
            merged(lanes, sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeException("Reading the log was stopped: its time was over.", e);
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    private static void merged(List<Lane> lanes, LogSink sink) throws InterruptedException {
        var next = new PriorityQueue<Head>(
                Comparator.comparing((Head head) -> head.line().at()).thenComparing(head -> head.lane().number));
        for (Lane lane : lanes) {
            lane.head().ifPresent(next::add);
        }
        while (!next.isEmpty()) {
            Head first = next.poll();
            if (!sink.take(first.line())) {
                return;
            }
            first.lane().head().ifPresent(next::add);
        }
    }

    private record Head(LogLine line, Lane lane) {}

    /** What a feed has ahead of what was merged. */
    private static final class Lane {
        private final int number;
        private final BlockingQueue<LogLine> ahead = new ArrayBlockingQueue<>(AHEAD);
        private volatile boolean closed;
        private volatile boolean ended;
        private volatile @Nullable RuntimeException failure;
        private @Nullable Thread thread;

        private Lane(int number) {
            this.number = number;
        }

        static Lane of(Feed feed, int number) {
            var lane = new Lane(number);
            lane.thread = Thread.ofVirtual().name("log feed " + number).start(() -> lane.run(feed));
            return lane;
        }

        private void run(Feed feed) {
            try {
                feed.run(this::offer);
            } catch (RuntimeException e) {
                failure = e;
            } finally {
                ended = true;
            }
        }

        private boolean offer(LogLine line) {
            try {
                while (!closed) {
                    if (ahead.offer(line, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                        return true;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }

        /** The next line; empty at the end. */
        Optional<Head> head() throws InterruptedException {
            while (true) {
                // Looked at before the queue: what is in the queue after the end is all there is.
                boolean over = ended;
                LogLine line = over ? ahead.poll() : ahead.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (line != null) {
                    return Optional.of(new Head(line, this));
                }
                if (over) {
                    RuntimeException failed = failure;
                    if (failed != null) {
                        throw failed;
                    }
                    return Optional.empty();
                }
            }
        }

        void close() {
            closed = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
