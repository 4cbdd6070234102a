package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;

/** A whole command that somebody may have meant, with a button that runs it. */
final class CommandOffer {
    private CommandOffer() {}

    /** Each in a block of its own, because an action id may stand only once in a block. */
    static LayoutBlock of(String command, String button, String action) {
        return BlockParts.section(Mrkdwn.code("/ops " + command), BlockParts.button(button, action, command));
    }
}
