package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;

/** Lists that are a line per thing; a line is whole or left out, and what is left out is counted. */
final class Lines {
    /** Spaces that are not folded into one. */
    static final String INDENT = "\u2003\u2002";

    /** Slack folds a long section behind a link. */
    private static final int PER_SECTION = 10;

    private static final int SECTION = 2_800;

    /** Leaves room for what stands around the list within the total of a message. */
    private static final int ALL = 9_000;

    private static final Cut CUT = new Cut("");

    private Lines() {}

    static List<LayoutBlock> sections(List<String> lines) {
        var blocks = new ArrayList<LayoutBlock>();
        var section = new ArrayList<String>();
        int inSection = 0;
        int inAll = 0;
        int shown = 0;
        for (String whole : lines) {
            String line = CUT.mrkdwn(whole, SECTION);
            inAll += line.length() + 1;
            if (inAll > ALL) {
                break;
            }
            if (section.size() == PER_SECTION || inSection + line.length() > SECTION) {
                blocks.add(BlockParts.section(String.join("\n", section)));
                section.clear();
                inSection = 0;
            }
            section.add(line);
            inSection += line.length() + 1;
            shown++;
        }
        if (!section.isEmpty()) {
            blocks.add(BlockParts.section(String.join("\n", section)));
        }
        if (shown < lines.size()) {
            blocks.add(BlockParts.context(CUT.more(lines.size() - shown)));
        }
        return blocks;
    }
}
