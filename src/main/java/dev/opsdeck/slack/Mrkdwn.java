package dev.opsdeck.slack;

/** Slack's text format, as far as it is in the way of what a person typed. */
final class Mrkdwn {
    private Mrkdwn() {}

    /** What the person typed: Slack escapes {@code &}, {@code <} and {@code >}, and nothing else. */
    static String typed(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .strip();
    }

    /** What follows the mention that a message starts with; all of it when it starts with none. */
    static String afterMention(String text) {
        return typed(text.replaceFirst("^\\s*<@[^>]*>[:,]?", ""));
    }
}
