package dev.opsdeck.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes Slack's markup out of a text, for those who are not in Slack: people and channels are not named. */
public final class PlainText {
    private static final Pattern DATE = Pattern.compile("<!date\\^[^|>]*\\|([^>]*)>");
    private static final Pattern PERSON = Pattern.compile("<@[^>]*>");
    private static final Pattern OTHER = Pattern.compile("<[#!][^>]*>");
    private static final Pattern LINK = Pattern.compile("<((?:https?|mailto):[^|>]*)(?:\\|([^>]*))?>");
    private static final Pattern STYLED = Pattern.compile("(?<![\\w*_~])([*_~])(\\S(?:.*?\\S)?)\\1(?![\\w*_~])");
    private static final Pattern EMOJI = Pattern.compile(":[a-z0-9_+-]+:");

    private PlainText() {}

    public static String of(String mrkdwn) {
        String text = DATE.matcher(mrkdwn).replaceAll(found -> Matcher.quoteReplacement(found.group(1)));
        text = PERSON.matcher(text).replaceAll("somebody of the team");
        text = LINK.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(2) == null ? found.group(1) : found.group(2) + " (" + found.group(1) + ")"));
        text = OTHER.matcher(text).replaceAll("");
        text = EMOJI.matcher(text).replaceAll("");
        text = STYLED.matcher(text).replaceAll("$2");
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replace("`", "")
                .strip();
    }
}
