package dev.opsdeck.message;

/**
 * Where a message is in Slack.
 *
 * @param channel Slack channel id
 * @param ts Slack's id of the message within the channel
 */
public record Posted(String channel, String ts) {}
