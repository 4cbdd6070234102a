package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import dev.opsdeck.probe.Answer;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a probe found: the answer in a line, what is not as it should be, the rows, and when it was seen. */
public final class ReadingCard {
    private static final Cut CUT = new Cut("");
    private static final int EVIDENCE = 2_600;

    private ReadingCard() {}

    /**
     * @param title what was asked of what
     * @param stored id under which the rows are kept for a file; null when there are none
     * @param next what may be asked next
     */
    public static Message of(String title, Answer answer, Instant at, @Nullable String stored, List<Next> next) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section(Mrkdwn.bold(title) + "\n" + line(answer)));
        int left = 0;
        if (answer instanceof Answer.Read(Reading reading, Duration _)) {
            blocks.addAll(evidence(reading));
            left = left(reading.table());
        }
        blocks.add(BlockParts.context(seen(at, answer.took()) + more(left)));
        List<BlockElement> buttons = new ArrayList<>();
        if (stored != null) {
            buttons.add(BlockParts.button("CSV", Actions.READING_CSV, stored));
        }
        buttons.addAll(Next.buttons(next));
        if (!buttons.isEmpty()) {
            blocks.add(BlockParts.actions(buttons));
        }
        return BlockLimits.fit(new Message(Mrkdwn.escape(title + ": ") + line(answer), blocks));
    }

    /** The answer in a line of mrkdwn, with what is not as it should be. */
    public static String line(Answer answer) {
        return switch (answer) {
            case Answer.Unknown(String reason, Duration _) ->
                ":grey_question: Nobody can tell. " + Mrkdwn.escape(reason);
            case Answer.Read(Reading reading, Duration _) ->
                Mrkdwn.escape(reading.summary())
                        + reading.failures().stream()
                                .map(failure -> "\n:warning: " + Mrkdwn.escape(failure))
                                .collect(Collectors.joining());
        };
    }

    /** The rows and the text that a reading came with, as far as they fit. */
    public static List<LayoutBlock> evidence(Reading reading) {
        var blocks = new ArrayList<LayoutBlock>();
        if (reading.table() != null && !reading.table().rows().isEmpty()) {
            blocks.add(BlockParts.section(
                    Mrkdwn.codeBlock(TextTable.of(reading.table()).text())));
        }
        if (!reading.text().isBlank()) {
            blocks.add(BlockParts.section(
                    CUT.mrkdwn(Mrkdwn.codeBlock(reading.text().strip()), EVIDENCE)));
        }
        return blocks;
    }

    private static int left(@Nullable Table table) {
        return table == null || table.rows().isEmpty()
                ? 0
                : table.rows().size() - TextTable.of(table).shown();
    }

    private static String more(int left) {
        return left == 0 ? "" : "  ·  " + Spoken.count(left, "more row is", "more rows are") + " in the CSV";
    }

    private static String seen(Instant at, Duration took) {
        return "Seen " + Mrkdwn.second(at) + ", in " + Elapsed.words(took);
    }
}
