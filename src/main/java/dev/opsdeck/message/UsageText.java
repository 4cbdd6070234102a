package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong with a command, and offers the right one. */
public final class UsageText {
    private UsageText() {}

    /**
     * @param message what is wrong, as plain text
     * @param usage how the command is used; null when it is not clear which one was meant
     * @param suggestions whole command texts, best first
     */
    public static Message of(String message, @Nullable String usage, List<String> suggestions) {
        String how = usage == null ? "" : "\nUsage: " + Mrkdwn.code("/ops " + RunHeadline.bare(usage));
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section(Mrkdwn.escape(message) + how));
        if (!suggestions.isEmpty()) {
            blocks.add(
                    BlockParts.context(suggestions.size() == 1 ? "Did you mean this?" : "Did you mean one of these?"));
        }
        suggestions.forEach(command -> blocks.add(CommandOffer.of(command, "Run this", Actions.COMMAND_RUN)));
        String first = suggestions.isEmpty() ? "" : " Did you mean: /ops " + suggestions.getFirst();
        return BlockLimits.fit(new Message(Mrkdwn.escape(message + first), blocks));
    }
}
