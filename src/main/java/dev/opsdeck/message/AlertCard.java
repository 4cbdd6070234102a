package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.routine.AlertCardState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Alerts of one group, or of very many that came at once, the worst first. */
public final class AlertCard {
    /** Labels that say again what stands in the line already, or that only machines need. */
    private static final Set<String> KNOWN = Set.of("alertname", "severity", "system", "prometheus", "monitor");

    private static final int LABELS = 5;
    private static final int TEXT = 250;

    private AlertCard() {}

    /** @param next what to do about it */
    public static Message of(AlertCardState card, Instant now, List<Next> next) {
        String head = head(card, now);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("*" + Mrkdwn.escape(head) + "*\n" + counts(card)));
        blocks.addAll(Lines.sections(
                card.lines().stream().map(line -> line(line, now)).toList()));
        blocks.add(BlockParts.context(footer(card, now)));
        if (card.firing() > 0) {
            var buttons = new ArrayList<>(Next.buttons(next));
            buttons.add(BlockParts.danger("Declare incident", Actions.INCIDENT_DECLARE, "alerts:" + card.id(), null));
            blocks.add(BlockParts.actions(buttons));
        }
        String names = card.lines().stream()
                .limit(5)
                .map(line -> line.name() + (line.summary().isBlank() ? "" : " (" + line.summary() + ")"))
                .collect(Collectors.joining(", "));
        return BlockLimits.fit(new Message(Mrkdwn.escape(head + ": " + Cut.plain(names, TEXT)), blocks));
    }

    private static String head(AlertCardState card, Instant now) {
        String what = card.kind() == AlertCardState.Kind.STORM || card.lines().isEmpty()
                ? "Many alerts of " + card.system()
                : card.lines().getFirst().name() + " · " + card.system();
        if (card.firing() == 0) {
            return "✅ " + what + " is resolved";
        }
        return (card.isAcknowledged(now) ? "🔕 " : sign(card.lines().getFirst())) + " " + what;
    }

    private static String counts(AlertCardState card) {
        String groups = card.groups() > 1 ? " in " + card.groups() + " groups" : "";
        return (card.firing() == 1 ? "1 fires" : card.firing() + " fire") + ", " + card.resolved() + " resolved"
                + groups;
    }

    private static String line(AlertCardState.Line line, Instant now) {
        int all = line.firing() + line.resolved();
        String severity = line.severity().isEmpty() ? "" : "  " + Mrkdwn.code(line.severity());
        String counted = all == 1
                ? ""
                : "  ×" + line.firing() + (line.resolved() == 0 ? "" : " (" + line.resolved() + " resolved)");
        String since = line.firing() == 0
                ? "  ·  resolved"
                : "  ·  since " + Mrkdwn.time(line.since()) + ", for "
                        + Elapsed.words(Duration.between(line.since(), now));
        String summary =
                line.summary().isBlank() ? "" : "\n" + Lines.INDENT + Mrkdwn.escape(Cut.plain(line.summary(), TEXT));
        return sign(line) + "  " + Mrkdwn.bold(line.name()) + severity + counted + since + summary
                + (all == 1 ? labels(line) : "");
    }

    private static String labels(AlertCardState.Line line) {
        String labels = new TreeMap<>(line.labels())
                .entrySet().stream()
                        .filter(label -> !KNOWN.contains(label.getKey()))
                        .limit(LABELS)
                        .map(label -> Mrkdwn.code(label.getKey() + "=" + label.getValue()))
                        .collect(Collectors.joining("  "));
        return labels.isEmpty() ? "" : "\n" + Lines.INDENT + labels;
    }

    private static String sign(AlertCardState.Line line) {
        if (line.firing() == 0) {
            return "✅";
        }
        return switch (line.severity()) {
            case "critical", "page", "error" -> "🔴";
            case "info" -> "🔵";
            default -> "🟡";
        };
    }

    private static String footer(AlertCardState card, Instant now) {
        String id = "Alerts " + card.id() + "  ·  since " + Mrkdwn.time(card.openedAt());
        if (card.closedAt() != null) {
            id += "  ·  resolved " + Mrkdwn.time(card.closedAt());
        }
        if (card.acknowledgedBy() == null) {
            return id;
        }
        Instant until = Objects.requireNonNull(card.acknowledgedUntil());
        String who = Mrkdwn.user(card.acknowledgedBy());
        return card.isAcknowledged(now) || card.closedAt() != null
                ? id + "  ·  👀 " + who + " took it on, silenced until " + Mrkdwn.time(until)
                : id + "  ·  the silence of " + who + " ended " + Mrkdwn.time(until);
    }
}
