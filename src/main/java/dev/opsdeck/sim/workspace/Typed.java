package dev.opsdeck.sim.workspace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what a person types into Slack's encoded text, and that into rich text. */
public final class Typed {
    private static final Pattern MENTION = Pattern.compile("(?<![\\w&/])([@#])([\\p{L}\\p{N}][\\p{L}\\p{N}._-]*)");
    private static final Pattern ENCODED = Pattern.compile("<([^<>]+)>");

    private final Workspace workspace;

    public Typed(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Message text: {@code &<>} escaped, {@code @handle} and {@code #channel} as ids. */
    public String message(String typed) {
        return mentions(
                escape(typed), id -> "<@" + id + ">", channel -> "<#" + channel.id() + "|" + channel.name() + ">");
    }

    /** The text of a slash command that asks for escaped mentions. */
    public String command(String typed) {
        return mentions(
                typed,
                id -> "<@" + id + "|" + workspace.people.handle(id) + ">",
                channel -> "<#" + channel.id() + "|" + channel.name() + ">");
    }

    private String mentions(String text, Function<String, String> user, Function<Channel, String> channel) {
        return MENTION.matcher(text).replaceAll(match -> Matcher.quoteReplacement(mention(match, user, channel)));
    }

    private String mention(MatchResult match, Function<String, String> user, Function<Channel, String> channel) {
        String name = match.group(2);
        if (match.group(1).equals("#")) {
            return workspace.channels.resolve(name).map(channel).orElse(match.group());
        }
        if (name.equals("here") || name.equals("channel") || name.equals("everyone")) {
            return "<!" + name + ">";
        }
        String bot = workspace.spec.app().botUserId();
        if (name.equals(workspace.people.handle(bot))) {
            return user.apply(bot);
        }
        return workspace.people.byHandle(name).map(p -> user.apply(p.id())).orElse(match.group());
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** The rich text block that Slack's own client sends along with a message. */
    static ObjectNode richText(String encoded, String blockId) {
        ObjectNode block = Json.object().put("type", "rich_text").put("block_id", blockId);
        ArrayNode parts = block.putArray("elements")
                .addObject()
                .put("type", "rich_text_section")
                .putArray("elements");
        Matcher matcher = ENCODED.matcher(encoded);
        int end = 0;
        while (matcher.find()) {
            text(parts, encoded.substring(end, matcher.start()));
            parts.add(entity(matcher.group(1)));
            end = matcher.end();
        }
        text(parts, encoded.substring(end));
        return block;
    }

    private static void text(ArrayNode parts, String text) {
        if (!text.isEmpty()) {
            parts.addObject().put("type", "text").put("text", unescape(text));
        }
    }

    private static ObjectNode entity(String inside) {
        String target = inside.split("\\|", 2)[0];
        ObjectNode node = Json.object();
        return switch (target.charAt(0)) {
            case '@' -> node.put("type", "user").put("user_id", target.substring(1));
            case '#' -> node.put("type", "channel").put("channel_id", target.substring(1));
            case '!' -> node.put("type", "broadcast").put("range", target.substring(1));
            default -> node.put("type", "link").put("url", unescape(target));
        };
    }
}
