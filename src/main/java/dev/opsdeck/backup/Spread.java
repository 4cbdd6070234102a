package dev.opsdeck.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads a plain dump with several sessions: the rows of a large table go to all of them, in pieces; so do the indexes,
 * once all rows are there. Everything else is done in the dump's order.
 */
final class Spread implements DumpScanner.Listener {
    private static final int PIECE = 256 * 1024;
    private static final int LONGEST_INDEX = 64 * 1024;
    private static final String RULE = "--\n";

    /** Such as the one that ends a dump: of psql, and no part of an index. */
    private static final String COMMAND = "\\";

    private static final Pattern HEADER = Pattern.compile("-- (?:Data for )?Name: .*; Type: ([A-Z ]+); Schema: .*\n");

    /** Set for a session, and for those that work beside it. */
    private static final Pattern SETTING =
            Pattern.compile("(SET [a-z_]+ = .*|SELECT pg_catalog\\.set_config\\('search_path', .*\\));\n");

    private static final Pattern PLACE = Pattern.compile("SET default_tablespace = .*;\n");

    private final LoadSessions sessions;
    private final Set<LoadSession> copying = new HashSet<>();
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE * 2);
    private final StringBuilder index = new StringBuilder();
    private String copy = "";
    private String place = "";
    private boolean isHead = true;
    private boolean isDataSeen;
    private boolean isAfterBlank;
    private boolean isRuled;
    private boolean isIndex;

    Spread(LoadSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void line(String text, boolean whole) throws IOException {
        if (isRuled) {
            isRuled = false;
            Matcher header = HEADER.matcher(text);
            if (whole && header.matches()) {
                entry(header.group(1));
            }
            pass(RULE);
        } else if (isAfterBlank && text.equals(RULE)) {
            isRuled = true;
            isAfterBlank = false;
            return;
        }
        isAfterBlank = text.equals("\n");
        if (text.startsWith(COMMAND)) {
            endIndex();
        }
        pass(text);
    }

    /** What begins here is one statement if it is an index, or a key. */
    private void entry(String type) throws IOException {
        endIndex();
        isHead = false;
        isIndex = isDataSeen && (type.equals("INDEX") || type.equals("CONSTRAINT"));
    }

    private void pass(String text) throws IOException {
        if (isIndex) {
            index.append(text);
            if (index.length() > LONGEST_INDEX) {
                giveUpIndex();
            }
        } else if (isHead && SETTING.matcher(text).matches()) {
            sessions.toAll(text);
        } else {
            place(text);
            sessions.inOrder(text);
        }
    }

    private void place(String text) {
        if (PLACE.matcher(text).matches()) {
            place = text;
        }
    }

    private void giveUpIndex() throws IOException {
        isIndex = false;
        List<String> lines = index.toString().lines().toList();
        index.setLength(0);
        for (String line : lines) {
            place(line + "\n");
            sessions.inOrder(line + "\n");
        }
    }

    private void endIndex() throws IOException {
        if (!isIndex) {
            return;
        }
        String statement = index.toString()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("--"))
                .reduce("", (all, line) -> all + line + "\n");
        boolean isOne = statement.indexOf(';') == statement.length() - 2;
        if (isOne) {
            isIndex = false;
            index.setLength(0);
            sessions.job(place + statement);
        } else {
            giveUpIndex();
        }
    }

    @Override
    public void begin(String statement) throws IOException {
        endIndex();
        isIndex = false;
        isHead = false;
        isDataSeen = true;
        copy = statement;
        sessions.spread();
    }

    @Override
    public void rows(byte[] buffer, int from, int to) throws IOException {
        piece.write(buffer, from, to - from);
        if (piece.size() >= PIECE && hasEnd(buffer, from, to)) {
            byte[] all = piece.toByteArray();
            piece.reset();
            int end = all.length;
            while (all[end - 1] != '\n') {
                end--;
            }
            give(Arrays.copyOf(all, end));
            piece.write(all, end, all.length - end);
        }
    }

    private static boolean hasEnd(byte[] buffer, int from, int to) {
        for (int at = to - 1; at >= from; at--) {
            if (buffer[at] == '\n') {
                return true;
            }
        }
        return false;
    }

    private void give(byte[] rows) throws IOException {
        LoadSession session = sessions.freest();
        if (copying.add(session)) {
            session.give(copy);
        }
        session.give(rows);
    }

    @Override
    public void end(String table, long rows) throws IOException {
        if (piece.size() > 0) {
            give(piece.toByteArray());
            piece.reset();
        }
        for (LoadSession session : copying) {
            session.give("\\.\n");
        }
        copying.clear();
    }

    /** There is no more of it. */
    void finish() throws IOException {
        if (isRuled) {
            isRuled = false;
            pass(RULE);
        }
        endIndex();
    }
}
