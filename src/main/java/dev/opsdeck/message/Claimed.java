package dev.opsdeck.message;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that one sender holds for a while, with the newest content there was.
 *
 * @param claim proves that it is still held
 * @param channel as it was asked for: an id or a name, a user id for {@link Kind#DIRECT}
 * @param recipient who alone sees it, for {@link Kind#WHISPER}
 * @param threadTs the thread it belongs in; null for the channel itself
 * @param content JSON
 * @param postedChannel the channel's id, once known
 * @param ts where it is in Slack; null before it was posted
 * @param doubt null when no earlier post is in doubt
 * @param plain only the text is to be sent, because Slack refused the blocks
 * @param joined the channel was joined for it before
 * @param attempts failed ones since the last success
 * @param limits the limits of Slack that sending it counts against
 */
public record Claimed(
        UUID claim,
        String key,
        Kind kind,
        String channel,
        @Nullable String recipient,
        @Nullable String threadTs,
        long version,
        String content,
        @Nullable String postedChannel,
        @Nullable String ts,
        @Nullable Doubt doubt,
        boolean plain,
        boolean joined,
        int attempts,
        Instant pendingSince,
        List<String> limits) {

    /**
     * A post that was begun and whose outcome is not known.
     *
     * @param fileId the upload that was to be shared; null for messages
     */
    public record Doubt(Instant since, @Nullable String fileId) {}

    /** The message, without its blocks when Slack refused them. */
    public Message message() {
        Message message = OutboxJson.message(content);
        return plain ? Message.of(message.text()) : message;
    }

    /** The file, for {@link Kind#FILE}. */
    public FileContent file() {
        return OutboxJson.file(content);
    }

    /** What may be sent only one at a time: everything in one channel; uploads do not hold up messages. */
    public String lane() {
        return kind == Kind.FILE ? channel + " files" : channel;
    }
}
