package dev.opsdeck.message;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.NumberInputElement;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.block.element.StaticSelectElement;
import com.slack.api.model.view.View;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runbook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks for the parameters of a runbook, each in an input of its kind. */
public final class RunbookModal {
    private static final String PREFIX = "parameter:";
    private static final int LONGEST = 500;
    private static final int LONGEST_OPTION = 75;

    /** Slack's limit of a select; where there are more, the name is typed. */
    private static final int MOST_OPTIONS = 100;

    private RunbookModal() {}

    /**
     * What the modal carries along.
     *
     * @param command the command with what was given
     */
    public record Form(String channel, String channelName, String command) {
        private static final String SEPARATOR = "\n";

        String text() {
            return String.join(SEPARATOR, channel, channelName, command);
        }

        /** Reads what a submitted modal carries. */
        public static Form read(String metadata) {
            String[] parts = metadata.split(SEPARATOR, 3);
            return parts.length < 3 ? new Form("", "", "") : new Form(parts[0], parts[1], parts[2]);
        }
    }

    /** @param given what was given already, by parameter */
    public static View of(Form form, ManagedSystem system, Runbook runbook, Map<String, String> given) {
        Map<String, String> known = runbook.completed(given);
        List<LayoutBlock> blocks = new ArrayList<>();
        runbook.parameters()
                .values()
                .forEach(parameter -> blocks.add(InputBlock.builder()
                        .blockId(PREFIX + parameter.name())
                        .label(BlockParts.plain(Objects.requireNonNullElse(parameter.title(), parameter.name())))
                        .hint(
                                hint(parameter) == null
                                        ? null
                                        : BlockParts.plain(Objects.requireNonNull(hint(parameter))))
                        .element(element(parameter, system, known.get(parameter.name())))
                        .build()));
        blocks.add(InputBlock.builder()
                .blockId(Actions.REASON)
                .optional(true)
                .label(BlockParts.plain("Why? Who approves will read it."))
                .element(PlainTextInputElement.builder()
                        .actionId(Actions.REASON)
                        .maxLength(LONGEST)
                        .build())
                .build());
        return new ModalFrame(
                        Actions.RUNBOOK_MODAL,
                        form.text(),
                        Objects.requireNonNullElse(runbook.title(), runbook.name()),
                        "Run",
                        "Cancel")
                .around(blocks);
    }

    private static @Nullable String hint(Runbook.Parameter parameter) {
        return switch (parameter.type()) {
            case DURATION -> "Such as 30s, 15m, 2h or 1h30m.";
            case SERVICE, DATABASE, CACHE, QUEUE, HOST, TEXT, NUMBER, CHOICE -> null;
        };
    }

    private static BlockElement element(Runbook.Parameter parameter, ManagedSystem system, @Nullable String value) {
        List<String> possible = parameter.possible(system);
        String id = "value";
        if (!possible.isEmpty() && possible.size() <= MOST_OPTIONS) {
            return StaticSelectElement.builder()
                    .actionId(id)
                    .placeholder(BlockParts.plain("Choose"))
                    .options(possible.stream().map(RunbookModal::option).toList())
                    .initialOption(value != null && possible.contains(value) ? option(value) : null)
                    .build();
        }
        return parameter.type() == Runbook.Type.NUMBER
                ? NumberInputElement.builder()
                        .actionId(id)
                        .decimalAllowed(true)
                        .initialValue(value)
                        .build()
                : PlainTextInputElement.builder()
                        .actionId(id)
                        .maxLength(LONGEST)
                        .initialValue(value)
                        .build();
    }

    private static OptionObject option(String value) {
        return OptionObject.builder()
                .text(BlockParts.plain(Cut.plain(value, LONGEST_OPTION)))
                .value(value)
                .build();
    }

    /** What was entered, by parameter; what was left empty is not there. */
    public static Map<String, String> values(Runbook runbook, Map<String, String> entered) {
        Map<String, String> values = new LinkedHashMap<>();
        runbook.parameters().keySet().forEach(name -> {
            String value = entered.get(PREFIX + name);
            if (value != null && !value.isBlank()) {
                values.put(name, value.strip());
            }
        });
        return values;
    }

    /** The reason that was entered; null for none. */
    public static @Nullable String reason(Map<String, String> entered) {
        String reason = entered.getOrDefault(Actions.REASON, "").strip();
        return reason.isEmpty() ? null : reason;
    }

    /** What is wrong, under the inputs that it is about. */
    public static Map<String, String> errors(Map<String, String> mistakes) {
        Map<String, String> errors = new LinkedHashMap<>();
        mistakes.forEach((name, mistake) -> errors.put(PREFIX + name, mistake));
        return errors;
    }
}
