package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;

/** Lines of output in blocks of code, within Slack's limits. */
public final class LogBlocks {
    /** A line that is longer is cut here; the export has all of it. */
    public static final int LONGEST_LINE = 400;

    private static final int BLOCK = 2_900;

    private LogBlocks() {}

    /** How much room the line takes in a block. */
    public static int room(String line) {
        return Mrkdwn.codeBlock(Cut.plain(line, LONGEST_LINE)).length()
                - Mrkdwn.codeBlock("").length()
                + 1;
    }

    static List<LayoutBlock> of(List<String> lines) {
        var blocks = new ArrayList<LayoutBlock>();
        var open = new ArrayList<String>();
        int used = 0;
        for (String line : lines) {
            int room = room(line);
            if (used + room > BLOCK) {
                blocks.add(block(open));
                open.clear();
                used = 0;
            }
            open.add(Cut.plain(line, LONGEST_LINE));
            used += room;
        }
        if (!open.isEmpty()) {
            blocks.add(block(open));
        }
        return blocks;
    }

    private static LayoutBlock block(List<String> lines) {
        return BlockParts.section(Mrkdwn.codeBlock(String.join("\n", lines)));
    }
}
