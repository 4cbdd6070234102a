package dev.opsdeck.message;

import dev.opsdeck.probe.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows as lines of fixed width that a phone shows without folding. Short columns are aligned; long ones, and those for
 * which there is no room, stand in lines of their own beneath.
 */
final class TextTable {
    private static final int WIDTH = 46;
    private static final int LONG = 26;
    private static final int ROWS = 25;
    private static final int CHARACTERS = 2_600;
    private static final String GAP = "  ";
    private static final int BENEATH_LINES = 2;
    private static final Pattern NUMBER = Pattern.compile("-?[\\d.,]+(?: (?:[kMGTP]?B|%|ms|s|°C))?");

    private final Table table;
    private final List<Integer> aligned = new ArrayList<>();
    private final List<Integer> beneath = new ArrayList<>();

    private TextTable(Table table) {
        this.table = table;
        int left = WIDTH;
        for (int column = 0; column < table.columns().size(); column++) {
            int width = width(column);
            boolean fits = width <= LONG && width <= left;
            (fits ? aligned : beneath).add(column);
            left -= fits ? width + GAP.length() : 0;
        }
    }

    /**
     * The rows that fit.
     *
     * @param shown how many rows are in the text
     */
    record Shown(String text, int shown) {}

    static Shown of(Table table) {
        return new TextTable(table).shown();
    }

    private Shown shown() {
        var text = new StringBuilder();
        if (!aligned.isEmpty()) {
            text.append(line(table.columns()));
        }
        int rows = 0;
        int taken = Mrkdwn.escape(text.toString()).length();
        for (List<String> row : table.rows()) {
            String next = "\n" + row(row);
            taken += Mrkdwn.escape(next).length();
            if (rows == ROWS || taken > CHARACTERS) {
                break;
            }
            text.append(next);
            rows++;
        }
        return new Shown(text.toString().strip(), rows);
    }

    private String row(List<String> row) {
        List<String> lines = new ArrayList<>();
        if (!aligned.isEmpty()) {
            lines.add(line(row));
        }
        for (int column : beneath) {
            String cell = flat(row.get(column));
            if (!cell.isEmpty()) {
                String name = beneath.size() == 1 && !aligned.isEmpty()
                        ? ""
                        : table.columns().get(column) + ": ";
                lines.addAll(folded(name + cell));
            }
        }
        return String.join("\n", lines);
    }

    private String line(List<String> row) {
        return aligned.stream()
                .map(column -> padded(flat(row.get(column)), column))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private String padded(String cell, int column) {
        String blanks = " ".repeat(Math.max(0, width(column) - length(cell)));
        return isNumber(column) ? blanks + cell : cell + blanks;
    }

    private static List<String> folded(String text) {
        int room = WIDTH - GAP.length();
        String cut = Cut.plain(text, room * BENEATH_LINES);
        return IntStream.iterate(0, at -> at < cut.length(), at -> at + room)
                .mapToObj(at -> GAP + cut.substring(at, Math.min(cut.length(), at + room)))
                .toList();
    }

    private int width(int column) {
        return Math.max(
                length(table.columns().get(column)),
                cells(column).mapToInt(TextTable::length).max().orElse(0));
    }

    private boolean isNumber(int column) {
        return cells(column)
                .allMatch(cell -> cell.isEmpty() || NUMBER.matcher(cell).matches());
    }

    private java.util.stream.Stream<String> cells(int column) {
        return table.rows().stream().limit(ROWS).map(row -> flat(row.get(column)));
    }

    private static String flat(String cell) {
        return cell.replaceAll("\\s+", " ").strip();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
