package dev.opsdeck.target;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.opsdeck.probe.LogLine;
import dev.opsdeck.probe.LogQuery;
import dev.opsdeck.probe.LogSink;
import dev.opsdeck.probe.LogText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * Makes lines of one container out of the frames of the engine, which begin each message with its time. A message longer
 * than the engine's buffer comes as several, each with a time, of which only the last ends the line. With a terminal
 * there are no frames, and pieces may end anywhere.
 */
final class LogFrames {
    /** Enough bytes for the longest line in any script, with some colours and the time. */
    private static final int LONGEST_BYTES = 4 * LogText.LONGEST + 8_000;

    private static final int LONGEST_TIME = 40;

    private final String instance;
    private final LogQuery query;
    private final LogSink sink;
    private final Map<LogLine.Stream, ByteArrayOutputStream> open = new EnumMap<>(LogLine.Stream.class);
    private Instant last = Instant.EPOCH;
    private boolean wanted = true;

    LogFrames(String instance, LogQuery query, LogSink sink) {
        this.instance = instance;
        this.query = query;
        this.sink = sink;
    }

    /** False when no more frames are wanted. */
    boolean add(Frame frame) {
        var stream = frame.getStreamType() == StreamType.STDERR ? LogLine.Stream.ERROR : LogLine.Stream.OUTPUT;
        var line = open.computeIfAbsent(stream, _ -> new ByteArrayOutputStream());
        byte[] payload = frame.getPayload();
        boolean continues = line.size() > 0 && frame.getStreamType() != StreamType.RAW;
        for (int at = continues ? afterTime(payload) : 0; at < payload.length && wanted; at++) {
            if (payload[at] == '\n') {
                end(stream, line);
            } else if (line.size() < LONGEST_BYTES) {
                line.write(payload[at]);
            }
        }
        return wanted;
    }

    /** What was not ended by a line end. */
    void end() {
        open.forEach((stream, line) -> {
            if (line.size() > 0 && wanted) {
                end(stream, line);
            }
        });
    }

    private void end(LogLine.Stream stream, ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        int space = text.indexOf(' ');
        try {
            last = Instant.parse(space < 0 ? text.strip() : text.substring(0, space));
            text = space < 0 ? "" : text.substring(space + 1);
        } catch (DateTimeException e) {
            // A line without a time is as old as the one before it.
        }
        if (query.covers(last)) {
            wanted = sink.take(new LogLine(last, instance, stream, LogText.clean(text)));
        }
    }

    private static int afterTime(byte[] payload) {
        for (int at = 0; at < Math.min(payload.length, LONGEST_TIME); at++) {
            if (payload[at] == ' ') {
                return at + 1;
            }
        }
        return 0;
    }
}
