package dev.opsdeck.flow;

/**
 * A command as it came in, from whichever door.
 *
 * @param delivery the same for every delivery of the same request
 * @param user Slack user id
 * @param channel Slack channel id; a direct message's when there is none
 * @param channelName without {@code #}; empty when unknown
 * @param text what follows {@code /ops}
 */
public record Request(String delivery, String user, String channel, String channelName, String text) {}
