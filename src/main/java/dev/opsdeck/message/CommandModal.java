package dev.opsdeck.message;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.element.ConversationsFilter;
import com.slack.api.model.block.element.ConversationsSelectElement;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import java.util.List;

/** Takes a command where no slash command can be typed, such as in a thread. */
public final class CommandModal {
    private static final int LONGEST = 1_000;

    private CommandModal() {}

    /** @param channel id of the channel it was opened in; empty when it was in none */
    public static View of(String channel) {
        return new ModalFrame(Actions.COMMAND_MODAL, channel, "Run a command", "Run", "Cancel")
                .around(List.of(text(), where(channel)));
    }

    private static InputBlock text() {
        return InputBlock.builder()
                .blockId(Actions.TEXT)
                .label(BlockParts.plain("Command"))
                .hint(BlockParts.plain("What you would type after /ops. “help” lists what there is."))
                .element(PlainTextInputElement.builder()
                        .actionId(Actions.TEXT)
                        .maxLength(LONGEST)
                        .focusOnLoad(true)
                        .placeholder(BlockParts.plain("restart backend"))
                        .build())
                .build();
    }

    private static InputBlock where(String channel) {
        var select = ConversationsSelectElement.builder()
                .actionId(Actions.CHANNEL)
                .placeholder(BlockParts.plain("Choose a channel"))
                .initialConversation(channel.isEmpty() ? null : channel)
                .filter(ConversationsFilter.builder()
                        .include(List.of("public", "private"))
                        .excludeBotUsers(true)
                        .build());
        return InputBlock.builder()
                .blockId(Actions.CHANNEL)
                .optional(true)
                .label(BlockParts.plain("Channel where everybody sees it"))
                .element(select.build())
                .build();
    }
}
