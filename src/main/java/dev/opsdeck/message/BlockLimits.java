package dev.opsdeck.message;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes any message one that Slack accepts, by cutting visibly. Limits from Slack's Block Kit reference; the total over
 * all texts of a message is not documented, messages near 13,200 characters have been seen refused.
 */
public final class BlockLimits {
    /** Blocks in a message. */
    public static final int MESSAGE_BLOCKS = 50;

    /** Blocks in a modal or on the home tab. */
    public static final int VIEW_BLOCKS = 100;

    private static final int TOTAL = 12_000;
    private static final int FALLBACK_TEXT = 3_900;
    private static final int SMALLEST_CAP = 60;

    private BlockLimits() {}

    /** The message within the limits of {@code chat.postMessage} and {@code chat.update}. */
    public static Message fit(Message message) {
        Cut cut = new Cut(offersOutput(message.blocks()) ? ", see Show output" : "");
        return new Message(cut.mrkdwn(message.text(), FALLBACK_TEXT), fit(message.blocks(), MESSAGE_BLOCKS, cut));
    }

    /** The blocks of a modal or home tab within its limits. */
    public static List<LayoutBlock> fitView(List<LayoutBlock> blocks) {
        return fit(blocks, VIEW_BLOCKS, new Cut(""));
    }

    private static List<LayoutBlock> fit(List<LayoutBlock> blocks, int most, Cut cut) {
        int cap = FittedBlock.SECTION;
        List<LayoutBlock> fitted = fitEach(blocks, cut, cap);
        while (total(fitted) > TOTAL && cap > SMALLEST_CAP) {
            cap = Math.max(cap * 3 / 4, SMALLEST_CAP);
            fitted = fitEach(blocks, cut, cap);
        }
        return dropWhatIsTooMuch(fitted, most, cut);
    }

    private static List<LayoutBlock> fitEach(List<LayoutBlock> blocks, Cut cut, int cap) {
        var fit = new FittedBlock(cut, cap);
        return blocks.stream().flatMap(block -> fit.of(block).stream()).toList();
    }

    /** Buttons and what stands first are worth more than what stands between. */
    private static List<LayoutBlock> dropWhatIsTooMuch(List<LayoutBlock> blocks, int most, Cut cut) {
        if (blocks.size() <= most && total(blocks) <= TOTAL) {
            return blocks;
        }
        var kept = new ArrayList<>(blocks);
        int dropped = 0;
        int place = kept.size();
        while (kept.size() >= most
                || total(kept) > TOTAL - cut.more(blocks.size()).length()) {
            place = leastWorth(kept);
            kept.remove(place);
            dropped++;
        }
        kept.add(place, BlockParts.context(cut.more(dropped)));
        return List.copyOf(kept);
    }

    private static int leastWorth(List<LayoutBlock> blocks) {
        for (int i = blocks.size() - 1; i > 0; i--) {
            if (!(blocks.get(i) instanceof ActionsBlock)) {
                return i;
            }
        }
        return blocks.size() - 1;
    }

    private static int total(List<LayoutBlock> blocks) {
        return blocks.stream().mapToInt(FittedBlock::length).sum();
    }

    private static boolean offersOutput(List<LayoutBlock> blocks) {
        return blocks.stream()
                .flatMap(block -> block instanceof ActionsBlock actions ? actions.getElements().stream() : null)
                .anyMatch(element -> element instanceof com.slack.api.model.block.element.ButtonElement button
                        && Actions.RUN_OUTPUT.equals(button.getActionId()));
    }
}
