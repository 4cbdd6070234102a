package dev.opsdeck.flow;

/**
 * A shortcut that somebody chose from the menu of a message.
 *
 * @param delivery the same for every delivery of it
 * @param callback which shortcut
 * @param ts time stamp of the message
 * @param author Slack id of who wrote it; empty for an app
 * @param text in Slack's markup
 */
public record MessageChosen(
        String delivery,
        String user,
        String channel,
        String channelName,
        String callback,
        String ts,
        String author,
        String text) {}
