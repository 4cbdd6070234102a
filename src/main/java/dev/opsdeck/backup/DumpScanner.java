package dev.opsdeck.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Tells the SQL of a plain dump from the rows of its tables while it goes by. */
final class DumpScanner {
    private static final String RULE = "--";

    /** The lines before the data of a table: what merely looks like COPY, such as a line of a function, has none. */
    private static final List<Predicate<String>> ANNOUNCEMENT = List.of(
            RULE::equals,
            line -> line.startsWith("-- Data for Name: ") && line.contains("; Type: TABLE DATA; "),
            RULE::equals,
            String::isEmpty);

    private static final String COPY = "COPY ";
    private static final String FROM = " FROM stdin;";

    /** The end of the rows. */
    private static final byte[] MARKER = {'\\', '.', '\n'};

    /** Lines are told in pieces of this many bytes when they are longer; none that matters is. */
    private static final int LINE = 512 * 1024;

    private final Listener listener;
    private byte[] line = new byte[256];
    private int length;
    private boolean isContinued;
    private int announced;
    private State state = State.TEXT;
    private String table = "";
    private long count;

    DumpScanner(Listener listener) {
        this.listener = listener;
    }

    /** Who is told. */
    interface Listener {
        /**
         * SQL, with its line break.
         *
         * @param whole false for a piece of a line that is very long
         */
        void line(String text, boolean whole) throws IOException;

        /** From here on come the rows of a table, as this statement wants them. */
        void begin(String copy) throws IOException;

        /** Some bytes of rows, from one place to before another. */
        void rows(byte[] buffer, int from, int to) throws IOException;

        /**
         * That was all of the table.
         *
         * @param table as the dump names it
         */
        void end(String table, long rows) throws IOException;
    }

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

    void scan(byte[] buffer, int from, int bytes) throws IOException {
        int end = from + bytes;
        int at = from;
        while (at < end) {
            at = state == State.TEXT ? text(buffer, at, end) : data(buffer, at, end);
        }
    }

    /** Tells what there is of a last line that has no end. */
    void finish() throws IOException {
        if (length > 0) {
            line(false);
        }
    }

    private int text(byte[] buffer, int from, int end) throws IOException {
        for (int at = from; at < end; at++) {
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = buffer[at];
            if (buffer[at] == '\n') {
                line(!isContinued);
                isContinued = false;
                return at + 1;
            }
            // Between two characters, of which no byte looks like the first of one.
            if (length >= LINE && (buffer[at] & 0x80) == 0) {
                line(false);
                isContinued = true;
            }
        }
        return end;
    }

    private void line(boolean whole) throws IOException {
        var text = new String(line, 0, length, StandardCharsets.UTF_8);
        length = 0;
        String stripped = whole ? text.substring(0, text.length() - 1) : "";
        if (whole && announced == ANNOUNCEMENT.size() && stripped.startsWith(COPY) && stripped.endsWith(FROM)) {
            announced = 0;
            table = name(stripped);
            count = 0;
            state = State.ROW;
            listener.begin(text);
            return;
        }
        boolean isNext = whole
                && announced < ANNOUNCEMENT.size()
                && ANNOUNCEMENT.get(announced).test(stripped);
        announced = isNext ? announced + 1 : RULE.equals(stripped) ? 1 : 0;
        listener.line(text, whole);
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

    /** What may become the end of the data is held back until it is known whether it does, over buffers if need be. */
    private int data(byte[] buffer, int from, int end) throws IOException {
        int carried = held();
        int at = from;
        while (at < end) {
            if (state == State.INSIDE) {
                while (at < end && buffer[at] != '\n') {
                    at++;
                }
                if (at < end) {
                    count++;
                    state = State.ROW;
                    at++;
                }
            } else if (beginning(buffer[at++])) {
                pass(carried, buffer, from, at - MARKER.length);
                listener.end(table, count);
                return at;
            }
        }
        pass(carried, buffer, from, at - held());
        return end;
    }

    private int held() {
        return switch (state) {
            case BACKSLASH -> 1;
            case DOT -> 2;
            case TEXT, ROW, INSIDE -> 0;
        };
    }

    private void pass(int carried, byte[] buffer, int from, int to) throws IOException {
        if (to >= from) {
            listener.rows(MARKER, 0, carried);
            listener.rows(buffer, from, to);
        }
    }

    /** Reads one byte at the beginning of a row; whether it ended the data. */
    private boolean beginning(byte next) {
        if (state == State.DOT && next == '\n') {
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
