package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is around the fields of a form.
 *
 * @param callback what tells, when it is submitted, which form it was
 * @param metadata given back on submit; null when the form needs nothing
 * @param title cut to what Slack shows of a title, 24 characters
 */
record ModalFrame(String callback, @Nullable String metadata, String title, String submit, String close) {
    private static final int LONGEST_TITLE = 24;

    View around(List<? extends LayoutBlock> blocks) {
        return View.builder()
                .type("modal")
                .callbackId(callback)
                .privateMetadata(metadata)
                .title(ViewTitle.builder()
                        .type("plain_text")
                        .text(Cut.plain(title, LONGEST_TITLE))
                        .build())
                .submit(ViewSubmit.builder().type("plain_text").text(submit).build())
                .close(ViewClose.builder().type("plain_text").text(close).build())
                .blocks(List.copyOf(blocks))
                .build();
    }
}
