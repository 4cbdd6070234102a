package dev.opsdeck.probe;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Rows as CSV (RFC 4180). */
final class CsvText {
    /** What a spreadsheet would take for a formula and run. */
    private static final Pattern FORMULA = Pattern.compile("^(?:[=+@\\t\\r]|-(?![\\d.])).*", Pattern.DOTALL);

    private CsvText() {}

    static String of(Table table) {
        var text = new StringWriter();
        try (var csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(table.columns());
            for (List<String> row : table.rows()) {
                csv.printRecord(row.stream().map(CsvText::harmless).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A text cannot fail to be written to", e);
        }
        return text.toString();
    }

    private static String harmless(String cell) {
        return FORMULA.matcher(cell).matches() ? "'" + cell : cell;
    }
}
