package dev.opsdeck.message;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import java.util.List;

/** Asks why a run is denied. */
public final class DenyModal {
    private static final int LONGEST_REASON = 500;

    private DenyModal() {}

    public static View of(long run) {
        var input = PlainTextInputElement.builder()
                .actionId(Actions.REASON)
                .multiline(true)
                .minLength(1)
                .maxLength(LONGEST_REASON)
                .focusOnLoad(true)
                .placeholder(BlockParts.plain("For example: wait until the import has finished"))
                .build();
        return new ModalFrame(Actions.DENY_MODAL, Long.toString(run), "Deny run " + run, "Deny", "Back")
                .around(List.of(InputBlock.builder()
                        .blockId(Actions.REASON)
                        .label(BlockParts.plain("Why? The requester will read it."))
                        .element(input)
                        .build()));
    }
}
