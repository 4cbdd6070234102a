package dev.opsdeck.slack;

import org.jspecify.annotations.Nullable;

/**
 * Somebody in the workspace.
 *
 * @param handle the unique name behind {@code @}
 * @param name what to call them
 * @param email null when unknown or not confirmed
 * @param fullMember false for guests, bots, deactivated people and people of other workspaces
 * @param known false when Slack knows nobody by that id
 */
record Person(
        String id, String handle, String name, @Nullable String email, boolean fullMember, boolean known) {
    static Person unknown(String id) {
        return new Person(id, "", id, null, false, false);
    }
}
