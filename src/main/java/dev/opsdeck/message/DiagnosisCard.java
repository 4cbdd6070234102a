package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.probe.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a diagnosis or a check found, and what may help. */
public final class DiagnosisCard {
    private static final int PER_ROW = 5;

    private DiagnosisCard() {}

    /**
     * @param title what was examined
     * @param severity the severity that the playbook names; null when it names none
     * @param remedies commands that may help, most promising first
     * @param byHand what a person may do, each in words
     */
    public static Message of(
            String title,
            @Nullable String severity,
            List<Finding> findings,
            List<Next> remedies,
            List<String> byHand,
            Instant now) {
        String headline = FindingLines.headline(findings);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header(headline));
        blocks.add(BlockParts.context(Mrkdwn.bold(title) + (severity == null ? "" : "  ·  " + Mrkdwn.escape(severity))
                + "  ·  " + seen(findings, now)));
        blocks.addAll(FindingLines.of(findings));
        if (!remedies.isEmpty() || !byHand.isEmpty()) {
            blocks.add(BlockParts.section(Mrkdwn.bold("What may help")
                    + byHand.stream().map(line -> "\n•  " + Mrkdwn.escape(line)).collect(Collectors.joining())));
        }
        for (int from = 0; from < remedies.size(); from += PER_ROW) {
            blocks.add(BlockParts.actions(Next.buttons(remedies, from, from + PER_ROW)));
        }
        String worst = findings.isEmpty() ? "" : ". " + FindingLines.line(findings.getFirst());
        return BlockLimits.fit(new Message(Mrkdwn.escape(title) + ": " + headline + worst, blocks));
    }

    private static String seen(List<Finding> findings, Instant now) {
        return "asked side by side at " + Mrkdwn.second(now)
                + findings.stream()
                        .map(Finding::took)
                        .max(java.util.Comparator.naturalOrder())
                        .map(took -> ", the slowest took " + Elapsed.words(took))
                        .orElse("");
    }
}
