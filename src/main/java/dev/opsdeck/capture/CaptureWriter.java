package dev.opsdeck.capture;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.HandleConsumer;

/**
 * Writes lines to a capture, masked, chunk by chunk; holds one chunk in memory. What was closed can be read; what was
 * not is lost. Not for several threads.
 */
public final class CaptureWriter implements AutoCloseable {
    private static final int LONGEST_LINE = 16_000;

    private final Consumer<HandleConsumer<RuntimeException>> transaction;
    private final long capture;
    private final LineMasking masking;
    private final long most;
    private final StringBuilder open = new StringBuilder();
    private int openBytes;
    private int openLines;
    private int number;
    private long lines;
    private long bytes;
    private final Map<Character, Long> marks = new TreeMap<>();
    private boolean complete = true;

    CaptureWriter(
            Consumer<HandleConsumer<RuntimeException>> transaction,
            long capture,
            Masking masking,
            long most,
            Extent extent) {
        this.transaction = transaction;
        this.capture = capture;
        this.masking = new LineMasking(masking);
        this.most = most;
        this.number = extent.chunks();
        this.lines = extent.lines();
        this.bytes = extent.bytes();
    }

    /** How much is stored already. */
    record Extent(int chunks, long lines, long bytes) {
        static final Extent NONE = new Extent(0, 0, 0);
    }

    /** The number of the capture. */
    public long capture() {
        return capture;
    }

    /**
     * Adds a line.
     *
     * @param source where it comes from: lines of different sources may alternate
     * @param head what stands before the text and holds no secrets; may be empty
     * @return false when it did not fit any more: the capture is full
     */
    public boolean add(char mark, String source, String head, String text) {
        String masked =
                masking.mask(source, text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text);
        String line = oneLine(head + masked);
        int length = length(line) + 1;
        if (bytes + openBytes + length > most) {
            complete = false;
            return false;
        }
        if (openBytes + openLines + length + 1 > Chunk.LARGEST) {
            flush();
        }
        open.append(mark).append(line).append('\n');
        openBytes += length;
        openLines++;
        marks.merge(mark, 1L, Long::sum);
        return true;
    }

    /** Says that there was more than was added. */
    public void incomplete() {
        complete = false;
    }

    private static String oneLine(String text) {
        return text.indexOf('\n') < 0 ? text : text.replace('\n', ' ');
    }

    private static int length(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) >= 0x80) {
                return line.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return line.length();
    }

    private void flush() {
        if (openLines == 0) {
            return;
        }
        byte[] content = Chunk.pack(open);
        transaction.accept(handle -> handle.createUpdate("""
                        insert into capture_chunk (capture, number, first_line, lines, content)
                        values (:capture, :number, :first, :lines, :content)""")
                .bind("capture", capture)
                .bind("number", number)
                .bind("first", lines)
                .bind("lines", openLines)
                .bind("content", content)
                .execute());
        number++;
        lines += openLines;
        bytes += openBytes;
        open.setLength(0);
        openBytes = 0;
        openLines = 0;
    }

    /** Stores what is not stored yet; from now on the capture shows all of it. */
    @Override
    public void close() {
        flush();
        transaction.accept(tx -> {
            tx.createUpdate("""
                        update capture set lines = :lines, bytes = :bytes, complete = complete and :complete
                        where id = :capture""")
                    .bind("lines", lines)
                    .bind("bytes", bytes)
                    .bind("complete", complete)
                    .bind("capture", capture)
                    .execute();
            marks.forEach((mark, count) -> tx.createUpdate("""
                            insert into capture_mark as m (capture, mark, lines) values (:capture, :mark, :lines)
                            on conflict (capture, mark) do update set lines = m.lines + excluded.lines""")
                    .bind("capture", capture)
                    .bind("mark", String.valueOf(mark))
                    .bind("lines", count)
                    .execute());
        });
        marks.clear();
    }
}
