package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.probe.Finding;
import dev.opsdeck.probe.Level;
import dev.opsdeck.probe.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Findings as people read them: what is bad first and with its evidence, what is fine in one line. */
final class FindingLines {
    private static final Cut CUT = new Cut("");
    private static final int EVIDENCE = 700;

    /** More evidence than that would push the remedies off the screen. */
    private static final int WITH_EVIDENCE = 6;

    private FindingLines() {}

    static List<LayoutBlock> of(List<Finding> findings) {
        var blocks = new ArrayList<LayoutBlock>();
        int shown = 0;
        for (Finding finding : findings) {
            if (finding.level() != Level.FINE) {
                blocks.add(BlockParts.section(line(finding) + (shown < WITH_EVIDENCE ? evidence(finding) : "")));
                shown++;
            }
        }
        List<Finding> fine = findings.stream()
                .filter(finding -> finding.level() == Level.FINE)
                .toList();
        if (!fine.isEmpty()) {
            blocks.addAll(Lines.sections(fine.stream().map(FindingLines::line).toList()));
        }
        return blocks;
    }

    static String line(Finding finding) {
        String threshold =
                finding.threshold() == null ? "" : "\n" + Lines.INDENT + "_" + Mrkdwn.escape(finding.threshold()) + "_";
        return sign(finding.level()) + "  " + Mrkdwn.bold(finding.subject()) + "  "
                + (finding.level() == Level.UNKNOWN ? "Nobody can tell. " : "") + Mrkdwn.escape(finding.statement())
                + threshold;
    }

    private static String evidence(Finding finding) {
        Reading reading = finding.evidence();
        if (reading == null) {
            return "";
        }
        String text = reading.table() != null && !reading.table().rows().isEmpty()
                ? TextTable.of(reading.table()).text()
                : reading.text().strip();
        return text.isEmpty() ? "" : "\n" + CUT.mrkdwn(Mrkdwn.codeBlock(text), EVIDENCE);
    }

    static String headline(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "There is nothing to ask";
        }
        String bad = findings.stream()
                .map(Finding::level)
                .filter(level -> level != Level.FINE)
                .collect(Collectors.groupingBy(level -> level, java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                .collect(Collectors.joining(", "));
        return bad.isEmpty()
                ? sign(Level.FINE) + " All " + findings.size() + " answers are fine"
                : sign(findings.getFirst().level()) + " " + bad + " of " + findings.size() + " answers";
    }

    static String sign(Level level) {
        return switch (level) {
            case CRITICAL -> "🔴";
            case UNKNOWN -> "❔";
            case WARNING -> "🟡";
            case INFO -> "🔵";
            case FINE -> "🟢";
        };
    }

    static String word(Level level) {
        return switch (level) {
            case CRITICAL -> "critical";
            case UNKNOWN -> "unknown";
            case WARNING -> "warning";
            case INFO -> "worth knowing";
            case FINE -> "fine";
        };
    }
}
