package dev.opsdeck.flow;

import org.jspecify.annotations.Nullable;

/**
 * A button pressed or an option chosen.
 *
 * @param delivery the same for every delivery of the same click
 * @param action the element's {@code action_id}
 * @param value the button's value or the chosen option's; empty when it has none
 * @param messageTs the message it was on; null in modals and the home tab
 */
public record Click(
        String delivery,
        String user,
        String channel,
        String channelName,
        String action,
        String value,
        @Nullable String messageTs) {}
