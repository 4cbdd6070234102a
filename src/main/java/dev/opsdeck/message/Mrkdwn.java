package dev.opsdeck.message;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text in Slack's markup. What comes from outside goes through {@link #escape}, {@link #code} or {@link #codeBlock}, so
 * that it can neither notify anybody nor break out of where it stands.
 */
public final class Mrkdwn {
    private static final DateTimeFormatter FALLBACK = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Pattern BROADCAST =
            Pattern.compile("@(?=(?:channel|here|everyone|group)\\b)", Pattern.CASE_INSENSITIVE);

    private static final Pattern UNPRINTABLE = Pattern.compile("\\x1B\\[[0-9;?]*[ -/]*[@-~]|[\\p{Cc}&&[^\\n\\t]]");

    private static final String INVISIBLE = "\u200B";

    private Mrkdwn() {}

    /** The text as it is, without any power: entities for {@code &<>}, no broadcast, no control characters. */
    public static String escape(String text) {
        String plain = UNPRINTABLE.matcher(text).replaceAll("");
        String entities = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return BROADCAST.matcher(entities).replaceAll("@" + INVISIBLE);
    }

    /** Inline code. */
    public static String code(String text) {
        return "`" + escape(text).replace('`', 'ˋ').replace('\n', ' ') + "`";
    }

    /** A block of code; backticks inside cannot end it. */
    public static String codeBlock(String text) {
        return "```\n" + escape(text).replace("``", "`" + INVISIBLE + "`") + "\n```";
    }

    /** Bold text. */
    public static String bold(String text) {
        return "*" + escape(text).replace('*', '∗') + "*";
    }

    /** Mentions a person, who is notified when the message is new. */
    public static String user(String id) {
        boolean isSchedule = id.startsWith("schedule:");
        return isSchedule ? "schedule " + escape(id.split(":", 3)[1]) : "<@" + escape(id) + ">";
    }

    /** The time of day in the reader's own zone, with the date when it is not today. */
    public static String time(Instant at) {
        return date(at, "{date_short_pretty} {time}");
    }

    /** The time to the second, for records. */
    public static String second(Instant at) {
        return date(at, "{date_short_pretty} {time_secs}");
    }

    private static String date(Instant at, String format) {
        return "<!date^" + at.getEpochSecond() + "^" + format + "|" + FALLBACK.format(at) + ">";
    }
}
