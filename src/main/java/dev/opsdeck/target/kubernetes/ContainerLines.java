package dev.opsdeck.target.kubernetes;

import dev.opsdeck.probe.LogLine;
import dev.opsdeck.probe.LogQuery;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lines of one container that a query covers: those before its last crash first, then those since. */
final class ContainerLines implements AutoCloseable {
    private final ClusterReader reader;
    private final ContainerRun run;
    private final LogQuery query;
    private final Iterator<Boolean> runs;
    private @Nullable ContainerLog open;
    private @Nullable Deque<LogLine> last;

    ContainerLines(ClusterReader reader, ContainerRun run, LogQuery query) {
        this.reader = reader;
        this.run = run;
        this.query = query;
        this.runs = (run.crashed() ? List.of(true, false) : List.of(false)).iterator();
    }

    /** The next line; null at the end. */
    @Nullable
    LogLine next() throws IOException {
        if (query.tail() == 0) {
            return nextCovered();
        }
        if (last == null) {
            last = last(query.tail());
        }
        return last.poll();
    }

    private Deque<LogLine> last(int most) throws IOException {
        var lines = new ArrayDeque<LogLine>();
        for (LogLine line = nextCovered(); line != null; line = nextCovered()) {
            if (lines.size() == most) {
                lines.remove();
            }
            lines.add(line);
        }
        return lines;
    }

    private @Nullable LogLine nextCovered() throws IOException {
        LogLine line = nextOfAll();
        while (line != null && !query.covers(line.at())) {
            line = query.until() != null && !line.at().isBefore(query.until()) ? null : nextOfAll();
        }
        return line;
    }

    private @Nullable LogLine nextOfAll() throws IOException {
        while (open != null || runs.hasNext()) {
            if (open == null) {
                open = open(runs.next());
            }
            LogLine line = open == null ? null : open.next();
            if (line != null) {
                return line;
            }
            close();
        }
        return null;
    }

    private @Nullable ContainerLog open(boolean previous) {
        // The last lines before some time are not the last lines that there are.
        int tail = query.until() == null ? query.tail() : 0;
        Optional<InputStream> log = reader.log(run.pod(), run.container(), previous, query.since(), tail);
        return log.map(stream -> new ContainerLog(stream, run.instance())).orElse(null);
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
