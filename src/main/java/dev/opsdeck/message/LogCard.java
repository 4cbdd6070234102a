package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import java.util.ArrayList;
import java.util.List;

/** A page of a log, for one person, with what leads to the other pages. */
public final class LogCard {
    /** How much of a log fits into one message beside its frame. */
    public static final int ROOM = 8_000;

    private LogCard() {}

    public static Message of(LogPage page) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("📜  Log of " + Mrkdwn.bold(page.of())));
        blocks.addAll(LogBlocks.of(page.lines()));
        if (page.lines().isEmpty()) {
            blocks.add(BlockParts.section("_No line fits._"));
        }
        blocks.add(BlockParts.context(String.join("  ·  ", page.facts())));
        if (page.warning() != null) {
            blocks.add(BlockParts.context("⚠️  " + Mrkdwn.escape(page.warning())));
        }
        List<BlockElement> buttons = buttons(page);
        if (!buttons.isEmpty()) {
            blocks.add(BlockParts.actions(buttons));
        }
        return BlockLimits.fit(new Message("Log of " + Mrkdwn.escape(page.of()), blocks));
    }

    private static List<BlockElement> buttons(LogPage page) {
        var buttons = new ArrayList<BlockElement>();
        add(buttons, page, "◀ Older", Actions.LOG_OLDER);
        add(buttons, page, "Newer ▶", Actions.LOG_NEWER);
        add(buttons, page, "Errors only", Actions.LOG_ERRORS);
        add(buttons, page, "All levels", Actions.LOG_ALL_LEVELS);
        add(buttons, page, "Filter…", Actions.LOG_FILTER);
        String export = page.buttons().get(Actions.LOG_EXPORT);
        if (export != null) {
            var confirm = BlockParts.confirm(
                    "Show it to everybody here?",
                    "The file is posted in this channel: everybody in it can read it. Known secrets are masked.",
                    "Post it",
                    "Back");
            buttons.add(BlockParts.button("Export", Actions.LOG_EXPORT, export, null, confirm));
        }
        return buttons;
    }

    private static void add(List<BlockElement> buttons, LogPage page, String text, String action) {
        String value = page.buttons().get(action);
        if (value != null) {
            buttons.add(BlockParts.button(text, action, value));
        }
    }
}
