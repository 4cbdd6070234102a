package dev.opsdeck.target;

import dev.opsdeck.probe.LogLine;
import dev.opsdeck.probe.LogQuery;
import dev.opsdeck.probe.LogSink;
import dev.opsdeck.probe.LogText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What a process prints: one file that it appends to by itself, and the one before. */
record ProcessLog(Path file) {
    private static final long LARGE = 10L * 1024 * 1024;
    private static final int TAIL_BYTES = 256 * 1024;

    /**
     * Puts a large file aside. The process keeps its file open, so the file is copied and emptied; what is printed in
     * between the two is lost.
     */
    void rotate() {
        try {
            if (Files.exists(file) && Files.size(file) > LARGE) {
                Files.copy(file, before(), StandardCopyOption.REPLACE_EXISTING);
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines, cleaned; those of the file before where the new one has too few. */
    List<String> tail(int most) {
        var lines = new LogLines(most);
        List.of(before(), file).forEach(each -> lines.add(LogLines.Stream.OUTPUT, end(each)));
        return lines.lines();
    }

    /**
     * The lines that the query covers, oldest first. A line is as old as the program says at its beginning, or a
     * nanosecond older than the line before it. What came before the first that says anything is taken to be as old as
     * its file where the query asks for a time, and shown as printed at the process's start.
     */
    void stream(String instance, Instant start, LogQuery query, LogSink sink) {
        if (query.tail() == 0) {
            streamAll(instance, start, query, sink);
            return;
        }
        Deque<LogLine> last = new ArrayDeque<>();
        streamAll(instance, start, query, line -> {
            last.addLast(line);
            if (last.size() > query.tail()) {
                last.removeFirst();
            }
            return true;
        });
        for (LogLine line : last) {
            if (!sink.take(line)) {
                return;
            }
        }
    }

    private void streamAll(String instance, Instant start, LogQuery query, LogSink sink) {
        Instant at = start;
        for (Path each : List.of(before(), file)) {
            if (Files.exists(each)) {
                at = stream(each, instance, at, query, sink);
            }
        }
    }

    /** The time of its last line. */
    private static Instant stream(Path file, String instance, Instant start, LogQuery query, LogSink sink) {
        try (var lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            Instant at = start;
            boolean timed = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String text = LogText.clean(line);
                Optional<Instant> own = WrittenTime.of(text);
                timed |= own.isPresent();
                at = own.orElse(at.plusNanos(1));
                if (query.covers(timed ? at : written)
                        && !sink.take(new LogLine(at, instance, LogLine.Stream.OUTPUT, text))) {
                    break;
                }
            }
            return at;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path before() {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    private static byte[] end(Path file) {
        if (!Files.exists(file)) {
            return new byte[0];
        }
        try (var channel = FileChannel.open(file)) {
            channel.position(Math.max(0, channel.size() - TAIL_BYTES));
            return Channels.newInputStream(channel).readNBytes(TAIL_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
