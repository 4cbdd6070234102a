package dev.opsdeck.message;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pieces that all messages are made of. */
final class BlockParts {
    private BlockParts() {}

    static HeaderBlock header(String text) {
        return HeaderBlock.builder().text(plain(text)).build();
    }

    static SectionBlock section(String mrkdwn) {
        return SectionBlock.builder().text(mrkdwn(mrkdwn)).build();
    }

    static SectionBlock section(String mrkdwn, BlockElement accessory) {
        return SectionBlock.builder().text(mrkdwn(mrkdwn)).accessory(accessory).build();
    }

    static ContextBlock context(String mrkdwn) {
        return ContextBlock.builder().elements(List.of(mrkdwn(mrkdwn))).build();
    }

    static ActionsBlock actions(List<BlockElement> elements) {
        return ActionsBlock.builder().elements(elements).build();
    }

    static ButtonElement button(String text, String action, String value) {
        return button(text, action, value, null, null);
    }

    static ButtonElement primary(String text, String action, String value) {
        return button(text, action, value, "primary", null);
    }

    static ButtonElement danger(String text, String action, String value, @Nullable ConfirmationDialogObject confirm) {
        return button(text, action, value, "danger", confirm);
    }

    static ButtonElement button(
            String text,
            String action,
            String value,
            @Nullable String style,
            @Nullable ConfirmationDialogObject confirm) {
        return ButtonElement.builder()
                .text(plain(text))
                .actionId(action)
                .value(value)
                .style(style)
                .confirm(confirm)
                .build();
    }

    static ConfirmationDialogObject confirm(String title, String question, String yes, String no) {
        return ConfirmationDialogObject.builder()
                .title(plain(title))
                .text(mrkdwn(question))
                .confirm(plain(yes))
                .deny(plain(no))
                .build();
    }

    static PlainTextObject plain(String text) {
        return PlainTextObject.builder().text(text).emoji(true).build();
    }

    static MarkdownTextObject mrkdwn(String text) {
        return MarkdownTextObject.builder().text(text).build();
    }
}
