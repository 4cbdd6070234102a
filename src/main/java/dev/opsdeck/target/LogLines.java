package dev.opsdeck.target;

import dev.opsdeck.probe.LogText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The last lines of an output that arrives in pieces, without what is meant for terminals. */
final class LogLines {
    /** Longer lines are cut; nobody reads them in a message. */
    static final int LONGEST = 2_000;
    /** Enough bytes for a line of that many characters with some colours. */
    private static final int LONGEST_BYTES = 4 * LONGEST + 4_000;

    private final int most;
    private final Deque<String> lines = new ArrayDeque<>();
    private final Map<Stream, ByteArrayOutputStream> open = new EnumMap<>(Stream.class);

    LogLines(int most) {
        this.most = most;
    }

    /** The last lines of a whole text. */
    static List<String> of(String text, int most) {
        var lines = new LogLines(most);
        lines.add(Stream.OUTPUT, text.getBytes(StandardCharsets.UTF_8));
        return lines.lines();
    }

    /** Lines of different streams are kept apart even where their pieces alternate. */
    enum Stream {
        OUTPUT,
        ERROR
    }

    void add(Stream stream, byte[] piece) {
        var line = open.computeIfAbsent(stream, _ -> new ByteArrayOutputStream());
        for (byte each : piece) {
            if (each == '\n') {
                end(line);
            } else if (line.size() < LONGEST_BYTES) {
                line.write(each);
            }
        }
    }

    /** All that was added, unfinished lines last. */
    List<String> lines() {
        open.values().stream().filter(line -> line.size() > 0).forEach(this::end);
        return List.copyOf(lines);
    }

    private void end(ByteArrayOutputStream line) {
        lines.addLast(clean(line.toString(StandardCharsets.UTF_8)));
        line.reset();
        if (lines.size() > most) {
            lines.removeFirst();
        }
    }

    static String clean(String line) {
        return LogText.clean(line, LONGEST);
    }
}
