package dev.opsdeck.message;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.ContextBlockElement;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One block within its limits. Blocks of kinds that opsdeck does not make pass as they are.
 *
 * @param cap no text is longer, even where Slack would allow it
 */
record FittedBlock(Cut cut, int cap) {
    static final int SECTION = 3_000;

    private static final int FIELD = 2_000;
    private static final int FIELDS = 10;
    private static final int HEADER = 150;
    private static final int CONTEXT_TEXT = 2_000;
    private static final int CONTEXT_ELEMENTS = 10;
    private static final int ACTION_ELEMENTS = 25;

    /** Empty when nothing would be left to show, which Slack refuses. */
    Optional<LayoutBlock> of(LayoutBlock block) {
        return switch (block) {
            case SectionBlock section -> section(section);
            case HeaderBlock header -> header(header);
            case ContextBlock context -> context(context);
            case ActionsBlock actions -> actions(actions);
            case LayoutBlock other -> Optional.of(other);
        };
    }

    /** Characters that count towards the total of a message. */
    static int length(LayoutBlock block) {
        return switch (block) {
            case SectionBlock section ->
                length(section.getText())
                        + fields(section).mapToInt(FittedBlock::length).sum()
                        + length(section.getAccessory());
            case HeaderBlock header -> length(header.getText());
            case ContextBlock context ->
                context.getElements().stream()
                        .mapToInt(element -> element instanceof TextObject text ? length(text) : 0)
                        .sum();
            case ActionsBlock actions ->
                actions.getElements().stream().mapToInt(FittedBlock::length).sum();
            case LayoutBlock other -> 0;
        };
    }

    private Optional<LayoutBlock> section(SectionBlock section) {
        TextObject text = text(section.getText(), SECTION);
        List<TextObject> fields = fields(section)
                .flatMap(field -> Stream.ofNullable(text(field, FIELD)))
                .limit(FIELDS)
                .toList();
        if (text == null && fields.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(SectionBlock.builder()
                .blockId(section.getBlockId())
                .text(text)
                .fields(fields.isEmpty() ? null : fields)
                .accessory(section.getAccessory() == null ? null : element(section.getAccessory()))
                .expand(section.getExpand())
                .build());
    }

    private Optional<LayoutBlock> header(HeaderBlock header) {
        PlainTextObject text = header.getText();
        return Cut.blank(text.getText())
                ? Optional.empty()
                : Optional.of(HeaderBlock.builder()
                        .blockId(header.getBlockId())
                        .text(BlockParts.plain(Cut.plain(text.getText(), HEADER)))
                        .build());
    }

    private Optional<LayoutBlock> context(ContextBlock context) {
        List<ContextBlockElement> elements = context.getElements().stream()
                .flatMap(element -> element instanceof TextObject text
                        ? Stream.ofNullable((ContextBlockElement) text(text, CONTEXT_TEXT))
                        : Stream.of(element))
                .limit(CONTEXT_ELEMENTS)
                .toList();
        return elements.isEmpty()
                ? Optional.empty()
                : Optional.of(ContextBlock.builder()
                        .blockId(context.getBlockId())
                        .elements(elements)
                        .build());
    }

    /** An action id may stand only once in a block; a button whose value cannot be kept whole would do something else. */
    private Optional<LayoutBlock> actions(ActionsBlock actions) {
        var seen = new HashSet<String>();
        List<BlockElement> elements = actions.getElements().stream()
                .map(this::element)
                .flatMap(Stream::ofNullable)
                .filter(element -> !(element instanceof ButtonElement button) || seen.add(button.getActionId()))
                .limit(ACTION_ELEMENTS)
                .toList();
        return elements.isEmpty()
                ? Optional.empty()
                : Optional.of(ActionsBlock.builder()
                        .blockId(actions.getBlockId())
                        .elements(elements)
                        .build());
    }

    private @Nullable BlockElement element(BlockElement element) {
        return element instanceof ButtonElement button ? FittedButton.of(button) : element;
    }

    private @Nullable TextObject text(@Nullable TextObject text, int limit) {
        return switch (text) {
            case null -> null;
            case MarkdownTextObject mrkdwn
            when !Cut.blank(mrkdwn.getText()) ->
                MarkdownTextObject.builder()
                        .text(cut.mrkdwn(mrkdwn.getText(), Math.min(limit, cap)))
                        .verbatim(mrkdwn.getVerbatim())
                        .build();
            case PlainTextObject plain
            when !Cut.blank(plain.getText()) -> BlockParts.plain(Cut.plain(plain.getText(), Math.min(limit, cap)));
            case TextObject blank -> null;
        };
    }

    private static Stream<TextObject> fields(SectionBlock section) {
        return section.getFields() == null ? Stream.empty() : section.getFields().stream();
    }

    private static int length(@Nullable TextObject text) {
        return text == null ? 0 : text.getText().length();
    }

    private static int length(@Nullable BlockElement element) {
        return element instanceof ButtonElement button ? FittedButton.length(button) : 0;
    }
}
