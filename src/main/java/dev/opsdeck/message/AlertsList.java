package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.probe.Alert;
import dev.opsdeck.probe.Spoken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Alerts, those that notify first and the worst of them on top; silenced and inhibited ones apart. */
public final class AlertsList {
    /** Labels that say again what stands in the line already, or that only machines need. */
    private static final Set<String> KNOWN = Set.of("alertname", "severity", "prometheus", "monitor");

    private static final int LABELS = 6;
    private static final int TEXT = 300;
    private static final List<String> WORST_FIRST = List.of("page", "critical", "error", "warning", "info");
    private static final Comparator<Alert> ORDER = Comparator.<Alert>comparingInt(alert -> rank(alert))
            .thenComparing(Comparator.comparing(Alert::since).reversed());

    private AlertsList() {}

    /**
     * What one Alertmanager said.
     *
     * @param systems what it alerts about
     * @param problem why it said nothing; null when it did
     */
    public record Source(
            List<String> systems,
            List<Alert> alerts,
            @Nullable String problem) {}

    /**
     * @param what those that were asked for: {@code critical alerts}, {@code alerts of the last 2 h}
     */
    public static Message of(String what, List<Source> sources, Instant now) {
        List<Alert> all =
                sources.stream().map(Source::alerts).flatMap(Collection::stream).toList();
        List<Alert> firing = all.stream().filter(Alert::counts).sorted(ORDER).toList();
        List<Alert> quiet =
                all.stream().filter(alert -> !alert.counts()).sorted(ORDER).toList();
        boolean told = sources.stream().anyMatch(source -> source.problem() == null);
        String headline = headline(what, firing, told);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header(headline));
        sources.stream()
                .filter(source -> source.problem() != null)
                .forEach(source -> blocks.add(BlockParts.section(problem(source))));
        blocks.addAll(
                Lines.sections(firing.stream().map(alert -> line(alert, now)).toList()));
        if (!quiet.isEmpty()) {
            blocks.add(BlockParts.section(Mrkdwn.bold("Silenced or inhibited, not counted")));
            blocks.addAll(
                    Lines.sections(quiet.stream().map(alert -> line(alert, now)).toList()));
        }
        blocks.add(BlockParts.context("Seen " + Mrkdwn.second(now)));
        String names = firing.stream().map(Alert::name).distinct().collect(Collectors.joining(", "));
        return BlockLimits.fit(new Message(Mrkdwn.escape(headline + (names.isEmpty() ? "" : ": " + names)), blocks));
    }

    private static String headline(String what, List<Alert> firing, boolean told) {
        if (!firing.isEmpty()) {
            return sign(firing.getFirst()) + " " + Spoken.count(firing.size(), "alert fires", "alerts fire") + what;
        }
        return (told ? "🟢 No alert fires" : "❔ Nobody can tell whether an alert fires") + what;
    }

    private static String problem(Source source) {
        return "❔  " + Mrkdwn.bold(String.join(", ", source.systems())) + "  "
                + Mrkdwn.escape(String.valueOf(source.problem()));
    }

    private static String line(Alert alert, Instant now) {
        String severity = alert.severity().map(word -> "  " + Mrkdwn.code(word)).orElse("");
        String summary =
                alert.summary().isBlank() ? "" : "\n" + Lines.INDENT + Mrkdwn.escape(Cut.plain(alert.summary(), TEXT));
        return sign(alert) + "  " + Mrkdwn.bold(alert.name()) + severity + "  ·  since " + Mrkdwn.time(alert.since())
                + ", for " + Elapsed.words(Duration.between(alert.since(), now)) + summary + labels(alert)
                + quiet(alert);
    }

    private static String labels(Alert alert) {
        String labels = new TreeMap<>(alert.labels())
                .entrySet().stream()
                        .filter(label -> !KNOWN.contains(label.getKey()))
                        .limit(LABELS)
                        .map(label -> Mrkdwn.code(label.getKey() + "=" + label.getValue()))
                        .collect(Collectors.joining("  "));
        return labels.isEmpty() ? "" : "\n" + Lines.INDENT + labels;
    }

    private static String quiet(Alert alert) {
        String inhibited =
                alert.inhibited() ? "\n" + Lines.INDENT + "Inhibited: another alert that fires covers it." : "";
        return inhibited
                + alert.silences().stream()
                        .map(silence -> "\n" + Lines.INDENT + "Silenced by " + Mrkdwn.escape(silence.by()) + " until "
                                + Mrkdwn.time(silence.until())
                                + (silence.comment().isBlank()
                                        ? ""
                                        : ": " + Mrkdwn.escape(Cut.plain(silence.comment(), TEXT))))
                        .collect(Collectors.joining());
    }

    private static String sign(Alert alert) {
        if (!alert.counts()) {
            return "🔕";
        }
        return switch (alert.severity().orElse("")) {
            case "critical", "page", "error" -> "🔴";
            case "info" -> "🔵";
            default -> "🟡";
        };
    }

    private static int rank(Alert alert) {
        int rank = WORST_FIRST.indexOf(alert.severity().orElse("warning"));
        return rank < 0 ? WORST_FIRST.size() : rank;
    }
}
