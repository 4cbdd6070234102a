package dev.opsdeck.command;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what Slack does to a text before it delivers it: entities for {@code & < >}, and mentions, channels and
 * links in angle brackets.
 */
final class SlackText {
    private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt);");
    private static final Pattern ENCODED =
            Pattern.compile("&(?:amp|lt|gt);|<(?<kind>[@#!])(?<id>[^|<>]*)(?:\\|(?<name>[^<>]*))?>"
                    + "|<(?<url>(?:https?://|mailto:|tel:)[^|<>]*)(?:\\|(?<label>[^<>]*))?>");

    /** Where an encoded part can begin, but for a mention that stays what it is. */
    private static final Pattern BEGINNING =
            Pattern.compile("&(?=(?:amp|lt|gt);)|<(?!@[A-Za-z0-9]+>)(?=[@#!]|https?://|mailto:|tel:)");

    /** Characters that nobody sees and that make one text look like another; emoji need the joiner U+200D. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\t\\n\\r\\u200D]]");

    private SlackText() {}

    static String decode(String text) {
        String visible = INVISIBLE.matcher(text).replaceAll("");
        return ENCODED.matcher(visible).replaceAll(match -> Matcher.quoteReplacement(decode(match)));
    }

    /** Puts a backslash into whatever {@link #decode} would replace. */
    static String protect(String text) {
        return BEGINNING.matcher(text).replaceAll("$0\\\\");
    }

    /** Whether the backslash there is one that {@link #protect} put in, or could have. */
    static boolean protectedAt(String text, int backslash) {
        if (backslash == 0) {
            return false;
        }
        String without =
                text.charAt(backslash - 1) + text.substring(backslash + 1, Math.min(backslash + 12, text.length()));
        return BEGINNING.matcher(without).lookingAt();
    }

    private static String decode(MatchResult match) {
        if (match.group("kind") != null) {
            return entities(mention(match));
        }
        String url = match.group("url");
        return url == null ? entities(match.group()) : entities(link(url, match.group("label")));
    }

    private static String entities(String text) {
        return ENTITY.matcher(text).replaceAll(match -> switch (match.group(1)) {
            case "lt" -> "<";
            case "gt" -> ">";
            default -> "&";
        });
    }

    /** The label of a link is what was typed when Slack made the link by itself; otherwise the address says more. */
    private static String link(String url, @Nullable String label) {
        return label != null && !label.isEmpty() && url.endsWith(label) ? label : url;
    }

    /** People stay mentions by id, because names change; all else is shown as it was typed. */
    private static String mention(MatchResult match) {
        String id = match.group("id");
        if (match.group("kind").equals("@")) {
            return "<@" + id + ">";
        }
        String name = match.group("name");
        String sign = match.group("kind").equals("#") ? "#" : "@";
        String shown = name == null || name.isEmpty() ? id : name;
        return shown.startsWith(sign) ? shown : sign + shown;
    }
}
