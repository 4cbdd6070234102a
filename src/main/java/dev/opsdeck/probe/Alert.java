package dev.opsdeck.probe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An alert as the alerting system knows it.
 *
 * @param labels all of them, name and severity included
 * @param summary what it means, as written by whoever made the rule; empty when they did not
 * @param silences what keeps it quiet; empty for one that notifies
 * @param inhibited whether another alert keeps it quiet
 */
public record Alert(
        Map<String, String> labels, String summary, Instant since, List<Silence> silences, boolean inhibited) {

    public Alert {
        labels = Map.copyOf(labels);
        silences = List.copyOf(silences);
    }

    /** Somebody's wish not to hear of it. */
    public record Silence(String by, String comment, Instant until) {}

    /** What it is called. */
    public String name() {
        return labels.getOrDefault("alertname", "alert without a name");
    }

    /** By its label; empty when it has none. */
    public Optional<String> severity() {
        return Optional.ofNullable(labels.get("severity"));
    }

    /** Whether it notifies people. */
    public boolean counts() {
        return silences.isEmpty() && !inhibited;
    }

    /** The same with every text rewritten, which is how secrets are taken out. */
    public Alert rewritten(UnaryOperator<String> rewrite) {
        return new Alert(
                labels.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, label -> rewrite.apply(label.getValue()))),
                rewrite.apply(summary),
                since,
                silences.stream()
                        .map(one -> new Silence(rewrite.apply(one.by()), rewrite.apply(one.comment()), one.until()))
                        .toList(),
                inhibited);
    }
}
