package dev.opsdeck.slack;

import com.slack.api.model.Message;
import com.slack.api.model.ResponseMetadata;
import dev.opsdeck.message.Claimed;
import dev.opsdeck.message.Kind;
import dev.opsdeck.message.Posted;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks in Slack whether a post whose outcome is not known arrived. */
@Singleton
final class SenderLookup {
    /** Marks our messages in Slack, invisibly. */
    static final String EVENT_TYPE = "opsdeck_message";

    static final String KEY = "key";

    /** Slack's clock and ours may differ that much. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    private static final int PAGE = 200;
    private static final int PAGES = 10;

    private final SenderCalls calls;
    private final SenderRooms rooms;

    SenderLookup(SenderCalls calls, SenderRooms rooms) {
        this.calls = calls;
        this.rooms = rooms;
    }

    /** What a message of ours carries so that it can be found again. */
    static Message.Metadata mark(String key) {
        return Message.Metadata.builder()
                .eventType(EVENT_TYPE)
                .eventPayload(Map.of(KEY, key))
                .build();
    }

    /** Where the message is; empty when it did not arrive, or when nobody may look. */
    Optional<Posted> find(Claimed message, Claimed.Doubt doubt) throws SenderFault {
        String channel = rooms.of(message);
        try {
            return search(message, doubt, channel);
        } catch (SenderFault.Refused refused) {
            return afterJoining(message, doubt, channel, refused);
        }
    }

    private Optional<Posted> afterJoining(
            Claimed message, Claimed.Doubt doubt, String channel, SenderFault.Refused refused) throws SenderFault {
        if (SenderRefusal.NO_THREAD.contains(refused.error())) {
            return Optional.empty();
        }
        if (!refused.error().equals("not_in_channel")) {
            throw refused;
        }
        try {
            rooms.join(channel);
            return search(message, doubt, channel);
        } catch (SenderFault.Refused stillNot) {
            // Better twice than never.
            return Optional.empty();
        }
    }

    private Optional<Posted> search(Claimed message, Claimed.Doubt doubt, String channel) throws SenderFault {
        String oldest = Long.toString(doubt.since().minus(CLOCKS_DIFFER).getEpochSecond());
        String cursor = "";
        for (int page = 0; page < PAGES; page++) {
            Page found = message.threadTs() == null
                    ? history(channel, oldest, cursor)
                    : replies(channel, message.threadTs(), oldest, cursor);
            Optional<Posted> posted = found.messages().stream()
                    .filter(candidate -> same(candidate, message, doubt))
                    .map(candidate -> new Posted(channel, candidate.getTs()))
                    .findFirst();
            cursor = found.next();
            if (posted.isPresent() || cursor.isEmpty()) {
                return posted;
            }
        }
        return Optional.empty();
    }

    private record Page(List<Message> messages, String next) {
        static Page of(List<Message> messages, @Nullable ResponseMetadata metadata) {
            String cursor = metadata == null ? null : metadata.getNextCursor();
            return new Page(messages, cursor == null ? "" : cursor);
        }
    }

    private Page history(String channel, String oldest, String cursor) throws SenderFault {
        var response = calls.counted(
                "conversations.history",
                slack -> slack.conversationsHistory(r -> r.channel(channel)
                        .oldest(oldest)
                        .cursor(cursor)
                        .limit(PAGE)
                        .includeAllMetadata(true)));
        return Page.of(response.getMessages(), response.getResponseMetadata());
    }

    private Page replies(String channel, String thread, String oldest, String cursor) throws SenderFault {
        var response = calls.counted(
                "conversations.replies",
                slack -> slack.conversationsReplies(r -> r.channel(channel)
                        .ts(thread)
                        .oldest(oldest)
                        .cursor(cursor)
                        .limit(PAGE)
                        .includeAllMetadata(true)));
        return Page.of(response.getMessages(), response.getResponseMetadata());
    }

    private static boolean same(Message candidate, Claimed message, Claimed.Doubt doubt) {
        if (message.kind() == Kind.FILE) {
            return candidate.getFiles() != null
                    && candidate.getFiles().stream()
                            .anyMatch(file -> file.getId().equals(doubt.fileId()));
        }
        Message.Metadata mark = candidate.getMetadata();
        return mark != null
                && EVENT_TYPE.equals(mark.getEventType())
                && message.key().equals(mark.getEventPayload().get(KEY));
    }
}
