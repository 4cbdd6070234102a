package dev.opsdeck.message;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks which lines of a log to show. */
public final class LogFilterModal {
    private static final int LONGEST = 500;

    private LogFilterModal() {}

    /** @param view what the log is shown by, given back on submit */
    public static View of(String view, @Nullable String grep, @Nullable String exclude) {
        return new ModalFrame(Actions.LOG_FILTER_MODAL, view, "Filter the log", "Filter", "Back")
                .around(List.of(
                        input(
                                Actions.GREP,
                                "Only lines with",
                                "A regular expression; (?i) at its beginning ignores case. Leave it empty for all lines.",
                                "timeout|refused",
                                grep),
                        input(Actions.EXCLUDE, "But not lines with", "A regular expression.", "/health", exclude)));
    }

    private static InputBlock input(String id, String label, String hint, String example, @Nullable String value) {
        return InputBlock.builder()
                .blockId(id)
                .optional(true)
                .label(BlockParts.plain(label))
                .hint(BlockParts.plain(hint))
                .element(PlainTextInputElement.builder()
                        .actionId(id)
                        .maxLength(LONGEST)
                        .initialValue(value)
                        .placeholder(BlockParts.plain(example))
                        .build())
                .build();
    }
}
