package dev.opsdeck.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewTitle;
import dev.opsdeck.message.Message;
import java.util.List;

/** A modal that only says something. */
final class Notice {
    private static final int LONGEST_SECTION = 3000;

    private Notice() {}

    static View of(Message message) {
        return View.builder()
                .type("modal")
                .callbackId("notice")
                .title(ViewTitle.builder().type("plain_text").text("opsdeck").build())
                .close(ViewClose.builder().type("plain_text").text("Close").build())
                .blocks(message.blocks().isEmpty() ? List.of(section(message.text())) : message.blocks())
                .build();
    }

    private static LayoutBlock section(String text) {
        String shown = text.length() <= LONGEST_SECTION ? text : text.substring(0, LONGEST_SECTION - 1) + "…";
        return SectionBlock.builder()
                .text(MarkdownTextObject.builder().text(shown).build())
                .build();
    }
}
