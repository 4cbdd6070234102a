package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Table;
import java.util.ArrayList;
import java.util.List;

/** Collects rows up to a limit of rows and of characters. */
final class Rows {
    /** A cell is for people; a document in a column is not. */
    private static final int CELL = 4_000;

    private static final int ALL = 4_000_000;

    private final List<String> columns;
    private final int limit;
    private final List<List<String>> rows = new ArrayList<>();
    private int characters;
    private boolean complete = true;

    Rows(List<String> columns, int limit) {
        this.columns = columns;
        this.limit = limit;
    }

    void add(List<String> cells) {
        List<String> row = cells.stream().map(Rows::cut).toList();
        characters += row.stream().mapToInt(String::length).sum();
        if (rows.size() == limit || characters > ALL) {
            complete = false;
        } else {
            rows.add(row);
        }
    }

    Table table() {
        return new Table(columns, rows, complete);
    }

    private static String cut(String cell) {
        return cell.length() <= CELL ? cell : cell.substring(0, CELL) + "…";
    }
}
