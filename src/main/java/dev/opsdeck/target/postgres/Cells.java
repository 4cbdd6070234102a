package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads the cells of an answer, and writes them as people read them. */
final class Cells {
    private Cells() {}

    /** The number in that cell; NaN when it is empty. */
    static double number(List<String> row, int column) {
        String cell = row.get(column);
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    /** The sum of a column, without empty cells. */
    static double sum(Table table, int column) {
        return numbers(table, column).sum();
    }

    /** The largest of a column; zero when there is none. */
    static double most(Table table, int column) {
        return numbers(table, column).max().orElse(0);
    }

    private static java.util.stream.DoubleStream numbers(Table table, int column) {
        return table.rows().stream().mapToDouble(row -> number(row, column)).filter(value -> !Double.isNaN(value));
    }

    /** The table with these columns rewritten; empty cells stay empty. */
    static Table written(Table table, Map<Integer, UnaryOperator<String>> columns) {
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : table.rows()) {
            List<String> cells = new ArrayList<>(row);
            columns.forEach((column, write) -> {
                if (!cells.get(column).isEmpty()) {
                    cells.set(column, write.apply(cells.get(column)));
                }
            });
            rows.add(cells);
        }
        return new Table(table.columns(), rows, table.complete());
    }

    static String bytes(String cell) {
        return Spoken.bytes(Double.parseDouble(cell));
    }

    static String seconds(String cell) {
        return Spoken.seconds(Double.parseDouble(cell));
    }

    static String percent(String cell) {
        return Spoken.percent(Double.parseDouble(cell));
    }

    static String count(String cell) {
        return Spoken.count((long) Double.parseDouble(cell));
    }

    static String millis(String cell) {
        return Spoken.number(Double.parseDouble(cell)) + " ms";
    }

    /** The text of a statement on one line, without the values that stand in it: they are people's data. */
    static String statement(String cell) {
        return cell.replaceAll("'(?:[^']|'')*('|$)", "'…'")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
