package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;

/** Asks which of several things a name means. */
public final class ChoiceCard {
    private ChoiceCard() {}

    /** @param commands the whole command for each meaning */
    public static Message of(String typed, List<String> commands) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section(Mrkdwn.bold(typed) + " is the name of several things. Which one do you mean?"));
        commands.forEach(command -> blocks.add(CommandOffer.of(command, "This one", Actions.COMMAND_CHOOSE)));
        return BlockLimits.fit(new Message(
                Mrkdwn.escape(typed + " is the name of several things: " + String.join("; ", commands)), blocks));
    }
}
