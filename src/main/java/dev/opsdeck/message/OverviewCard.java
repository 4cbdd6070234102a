package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.probe.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Several answers about one thing, a line each, and what else may be asked of it. */
public final class OverviewCard {
    private static final int PER_ROW = 5;
    private static final int MOST = 25;

    private OverviewCard() {}

    /** One of the answers, under the word by which it can be asked alone. */
    public record Line(String word, Answer answer) {}

    public static Message of(String title, List<Line> lines, Instant at, List<Next> next) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section(Mrkdwn.bold(title)));
        blocks.addAll(Lines.sections(lines.stream().map(OverviewCard::line).toList()));
        Duration took = lines.stream()
                .map(line -> line.answer().took())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        blocks.add(BlockParts.context("Seen " + Mrkdwn.second(at) + ", in " + Elapsed.words(took)));
        for (int from = 0; from < Math.min(MOST, next.size()); from += PER_ROW) {
            blocks.add(BlockParts.actions(Next.buttons(next, from, from + PER_ROW)));
        }
        String text = lines.stream().map(OverviewCard::line).collect(Collectors.joining(" "));
        return BlockLimits.fit(new Message(Mrkdwn.escape(title) + ": " + text, blocks));
    }

    private static String line(Line line) {
        return "•  " + Mrkdwn.bold(line.word()) + "  " + ReadingCard.line(line.answer());
    }
}
