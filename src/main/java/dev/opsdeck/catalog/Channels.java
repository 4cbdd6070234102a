package dev.opsdeck.catalog;

import org.jspecify.annotations.Nullable;

/** Names of the Slack channels of a system, without the {@code #}. */
@Doc("Names of the Slack channels of the system, without the #.")
public record Channels(
        @Doc("Where the system is operated.") @Nullable String ops,
        @Doc("Where its incidents are handled.") @Nullable String incidents) {
    /** Whether the channel belongs to the system. */
    public boolean has(String channelName) {
        return channelName.equals(ops) || channelName.equals(incidents);
    }
}
