package dev.opsdeck.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Passes on what pg_dump writes as plain text and counts the rows of each table on the way: these are exactly what the
 * dump holds, which no count asked for beside it could be. Also sees whether the dump came to its end.
 */
final class RowCounter extends FilterOutputStream {
    private static final String RULE = "--";

    /** The lines before the data of a table: what merely looks like COPY, such as a line of a function, has none. */
    private static final List<Predicate<String>> ANNOUNCEMENT = List.of(
            RULE::equals,
            line -> line.startsWith("-- Data for Name: ") && line.contains("; Type: TABLE DATA; "),
            RULE::equals,
            String::isEmpty);

    private static final String COPY = "COPY ";
    private static final String FROM = " FROM stdin;";
    private static final String END = "-- PostgreSQL database dump complete";

    /** No line that matters is longer, unless a table has very many columns. */
    private static final int LINE = 512 * 1024;

    private final Map<String, Long> rows = new LinkedHashMap<>();
    private byte[] line = new byte[256];
    private int length;
    private int announced;
    private boolean complete;
    private long bytes;

    private State state = State.TEXT;
    private String table = "";
    private long count;

    /** Where in the dump it is. */
    private enum State {
        /** SQL. */
        TEXT,
        /** At the beginning of a row. */
        ROW,
        /** Inside of a row. */
        INSIDE,
        /** After a backslash at the beginning of a row. */
        BACKSLASH,
        /** After a backslash and a dot: what follows is the end of the data. */
        DOT
    }

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
        int end = from + count;
        int at = from;
        while (at < end) {
            at = state == State.TEXT ? text(buffer, at, end) : data(buffer, at, end);
        }
        bytes += count;
        out.write(buffer, from, count);
    }

    private int text(byte[] buffer, int from, int end) {
        for (int at = from; at < end; at++) {
            if (buffer[at] == '\n') {
                line(new String(line, 0, length, StandardCharsets.UTF_8));
                length = 0;
                return at + 1;
            }
            if (length < LINE) {
                if (length == line.length) {
                    line = Arrays.copyOf(line, length * 2);
                }
                line[length++] = buffer[at];
            }
        }
        return end;
    }

    private void line(String text) {
        if (announced == ANNOUNCEMENT.size() && text.startsWith(COPY) && text.endsWith(FROM)) {
            announced = 0;
            table = name(text);
            count = 0;
            state = State.ROW;
            return;
        }
        boolean isNext =
                announced < ANNOUNCEMENT.size() && ANNOUNCEMENT.get(announced).test(text);
        announced = isNext ? announced + 1 : RULE.equals(text) ? 1 : 0;
        complete |= text.equals(END);
    }

    /** What stands between COPY and the first blank that is not quoted. */
    private static String name(String copy) {
        boolean quoted = false;
        for (int at = COPY.length(); at < copy.length(); at++) {
            char c = copy.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                return copy.substring(COPY.length(), at);
            }
        }
        return copy;
    }

    private int data(byte[] buffer, int from, int end) {
        int at = from;
        while (at < end) {
            if (state == State.INSIDE) {
                while (at < end && buffer[at] != '\n') {
                    at++;
                }
                if (at == end) {
                    return end;
                }
                count++;
                state = State.ROW;
                at++;
            } else if (beginning(buffer[at++])) {
                return at;
            }
        }
        return end;
    }

    /** Reads one byte at the beginning of a row; whether it ended the data. */
    private boolean beginning(byte next) {
        if (state == State.DOT && next == '\n') {
            rows.merge(table, count, Long::sum);
            state = State.TEXT;
            return true;
        }
        if (state == State.ROW && next == '\\') {
            state = State.BACKSLASH;
        } else if (state == State.BACKSLASH && next == '.') {
            state = State.DOT;
        } else if (next == '\n') {
            count++;
            state = State.ROW;
        } else {
            state = State.INSIDE;
        }
        return false;
    }
}
