package dev.opsdeck.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Passes on what pg_dump writes as plain text and counts the rows of each table on the way: these are exactly what the
 * dump holds, which no count asked for beside it could be. Also sees whether the dump came to its end.
 */
final class RowCounter extends FilterOutputStream {
    private static final String END = "-- PostgreSQL database dump complete\n";

    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final DumpScanner scanner = new DumpScanner(new Counted());
    private boolean complete;
    private long bytes;

    RowCounter(OutputStream next) {
        super(next);
    }

    /** Rows by table, as the dump names it. */
    Map<String, Long> rows() {
        return rows;
    }

    /** Whether the last thing that a dump says was said. */
    boolean complete() {
        return complete;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int from, int count) throws IOException {
        scanner.scan(buffer, from, count);
        bytes += count;
        out.write(buffer, from, count);
    }

    private final class Counted implements DumpScanner.Listener {
        @Override
        public void line(String text, boolean whole) {
            complete |= text.equals(END);
        }

        @Override
        public void begin(String copy) {}

        @Override
        public void rows(byte[] buffer, int from, int to) {}

        @Override
        public void end(String table, long count) {
            rows.merge(table, count, Long::sum);
        }
    }
}
