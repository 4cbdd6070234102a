package dev.opsdeck.target.kubernetes;

import dev.opsdeck.probe.LogLine;
import dev.opsdeck.probe.LogText;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a log that the API server sends with timestamps, one at a time. */
final class ContainerLog implements AutoCloseable {
    /** Room for the timestamp and for a line with some colours; what is longer is dropped while it is read. */
    private static final int LONGEST_BYTES = 4 * LogText.LONGEST + 4_000;

    private final InputStream input;
    private final String instance;
    private Instant last = Instant.EPOCH;

    ContainerLog(InputStream input, String instance) {
        this.input = new BufferedInputStream(input);
        this.instance = instance;
    }

    /** The next line; null at the end. */
    @Nullable
    LogLine next() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        int space = line.indexOf(' ');
        Instant at = space < 0 ? null : time(line.substring(0, space));
        if (at == null) {
            return new LogLine(last, instance, LogLine.Stream.OUTPUT, LogText.clean(line));
        }
        last = at;
        return new LogLine(at, instance, LogLine.Stream.OUTPUT, LogText.clean(line.substring(space + 1)));
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    private @Nullable String line() throws IOException {
        int next = input.read();
        if (next < 0) {
            return null;
        }
        var bytes = new ByteArrayOutputStream();
        while (next >= 0 && next != '\n') {
            if (bytes.size() < LONGEST_BYTES) {
                bytes.write(next);
            }
            next = input.read();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
