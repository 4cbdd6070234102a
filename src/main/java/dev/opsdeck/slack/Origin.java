package dev.opsdeck.slack;

import org.jspecify.annotations.Nullable;

/**
 * Where something came from, which is where its private answer goes.
 *
 * @param channel empty when there is none, as for what comes from the home tab
 * @param thread null outside threads
 * @param responseUrl null when Slack gave none
 * @param trigger lets a modal open for three seconds; null when Slack gave none
 */
record Origin(
        String user,
        String channel,
        @Nullable String thread,
        @Nullable String responseUrl,
        @Nullable String trigger) {
    /** The same person, with no message that an answer could replace: it may be for everybody. */
    Origin withoutMessage() {
        return new Origin(user, "", null, null, trigger);
    }
}
