package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;

/**
 * A message for Slack.
 *
 * @param text what notifications and screen readers get; also shown where there are no blocks
 * @param blocks may be empty
 */
public record Message(String text, List<LayoutBlock> blocks) {
    /** A message of plain mrkdwn text. */
    public static Message of(String text) {
        return new Message(text, List.of());
    }
}
