package dev.opsdeck.message;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
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
        return View.builder()
                .type("modal")
                .callbackId(Actions.DENY_MODAL)
                .privateMetadata(Long.toString(run))
                .title(ViewTitle.builder()
                        .type("plain_text")
                        .text(Cut.plain("Deny run " + run, 24))
                        .build())
                .submit(ViewSubmit.builder().type("plain_text").text("Deny").build())
                .close(ViewClose.builder().type("plain_text").text("Back").build())
                .blocks(List.of(InputBlock.builder()
                        .blockId(Actions.REASON)
                        .label(BlockParts.plain("Why? The requester will read it."))
                        .element(input)
                        .build()))
                .build();
    }
}
