package dev.opsdeck.probe;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a probe found.
 *
 * @param summary the answer in one line, for people
 * @param measures the first one is what thresholds are held against unless a check names another
 * @param failures what is not as the catalog expects it, each a sentence; empty when all is
 * @param table null when there are no rows to show
 * @param text evidence in full, such as log lines; empty when the rest says all
 */
public record Reading(
        String summary,
        List<Measure> measures,
        List<String> failures,
        @Nullable Table table,
        String text) {
    public Reading {
        measures = List.copyOf(measures);
        failures = List.copyOf(failures);
    }

    /** An answer of numbers only. */
    public static Reading of(String summary, Measure... measures) {
        return new Reading(summary, List.of(measures), List.of(), null, "");
    }

    /** An answer of numbers and rows. */
    public static Reading of(String summary, List<Measure> measures, @Nullable Table table) {
        return new Reading(summary, measures, List.of(), table, "");
    }

    /** Something answered, but not as the catalog expects. */
    public Reading failing(String failure) {
        return new Reading(summary, measures, List.of(failure), table, text);
    }

    /** The same with the evidence in full. */
    public Reading evidence(String evidence) {
        return new Reading(summary, measures, failures, table, evidence);
    }

    /** The same with every text rewritten, which is how secrets are taken out. */
    Reading rewritten(UnaryOperator<String> rewrite) {
        return new Reading(
                rewrite.apply(summary),
                measures.stream()
                        .map(one -> new Measure(one.name(), one.value(), one.unit(), rewrite.apply(one.label())))
                        .toList(),
                failures.stream().map(rewrite).toList(),
                table == null ? null : rewritten(table, rewrite),
                rewrite.apply(text));
    }

    private static Table rewritten(Table table, UnaryOperator<String> rewrite) {
        List<Boolean> secret = table.columns().stream()
                .map(column -> isSecret(column, rewrite))
                .toList();
        return new Table(
                table.columns().stream().map(rewrite).toList(),
                table.rows().stream()
                        .map(row -> IntStream.range(0, row.size())
                                .mapToObj(at -> secret.get(at) ? hidden(row.get(at)) : rewrite.apply(row.get(at)))
                                .toList())
                        .toList(),
                table.complete());
    }

    /** A cell alone does not say what it is, but its column may: what stands under {@code password} is one. */
    private static boolean isSecret(String column, UnaryOperator<String> rewrite) {
        String value = column + "=" + "example-0";
        return !rewrite.apply(value).equals(value);
    }

    private static String hidden(String cell) {
        return cell.isEmpty() ? cell : "•••";
    }
}
