package dev.opsdeck.capture;

/**
 * What was captured, of what, for whom.
 *
 * @param kind what sort of output, such as {@code logs}
 * @param title for people, a line
 * @param service empty when it is of the whole system
 * @param who Slack user id of who asked
 * @param channel Slack channel id of where
 */
public record Origin(String kind, String title, String system, String service, String who, String channel) {}
