package dev.opsdeck.message;

import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.ButtonElement;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A button within its limits. */
final class FittedButton {
    private static final int TEXT = 75;
    private static final int VALUE = 2_000;
    private static final int CONFIRM_TITLE = 100;
    private static final int CONFIRM_TEXT = 300;
    private static final int CONFIRM_BUTTON = 30;

    private FittedButton() {}

    /** Null when its value cannot be kept whole: half a value would do something else. */
    static @Nullable ButtonElement of(ButtonElement button) {
        String value = button.getValue();
        if (value != null && value.length() > VALUE) {
            return null;
        }
        String text = Cut.plain(button.getText().getText(), TEXT);
        return ButtonElement.builder()
                .text(BlockParts.plain(text.isBlank() ? "…" : text))
                .actionId(button.getActionId())
                .value(value)
                .url(button.getUrl())
                .style(button.getStyle())
                .accessibilityLabel(button.getAccessibilityLabel())
                .confirm(button.getConfirm() == null ? null : confirm(button.getConfirm()))
                .build();
    }

    /** Characters that count towards the total of a message. */
    static int length(ButtonElement button) {
        ConfirmationDialogObject confirm = button.getConfirm();
        int asked = confirm == null
                ? 0
                : Stream.of(confirm.getTitle(), confirm.getText(), confirm.getConfirm(), confirm.getDeny())
                        .mapToInt(text -> text.getText().length())
                        .sum();
        return button.getText().getText().length() + asked;
    }

    private static ConfirmationDialogObject confirm(ConfirmationDialogObject confirm) {
        return ConfirmationDialogObject.builder()
                .title(BlockParts.plain(Cut.plain(text(confirm.getTitle(), "Sure?"), CONFIRM_TITLE)))
                .text(BlockParts.mrkdwn(new Cut("").mrkdwn(text(confirm.getText(), "Sure?"), CONFIRM_TEXT)))
                .confirm(BlockParts.plain(Cut.plain(text(confirm.getConfirm(), "Yes"), CONFIRM_BUTTON)))
                .deny(BlockParts.plain(Cut.plain(text(confirm.getDeny(), "No"), CONFIRM_BUTTON)))
                .style(confirm.getStyle())
                .build();
    }

    private static String text(@Nullable TextObject text, String absent) {
        return text == null || Cut.blank(text.getText()) ? absent : text.getText();
    }
}
