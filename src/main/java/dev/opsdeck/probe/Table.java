package dev.opsdeck.probe;

import java.util.List;

/**
 * Rows that a probe found.
 *
 * @param rows as many cells each as there are columns; an empty text for nothing
 * @param complete whether there are no more rows than these
 */
public record Table(List<String> columns, List<List<String>> rows, boolean complete) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
