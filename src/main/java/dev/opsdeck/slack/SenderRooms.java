package dev.opsdeck.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import dev.opsdeck.message.Claimed;
import dev.opsdeck.message.Kind;
import dev.opsdeck.message.OutboxQueue;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the conversation that a message goes to, and joins it where that is needed. */
@Singleton
final class SenderRooms {
    /** Slack's ids are upper case; names of channels never are. */
    private static final Pattern ID = Pattern.compile("[CGD][A-Z0-9]+");

    private static final Pattern PERSON = Pattern.compile("[UW][A-Z0-9]{4,}");

    private static final int PAGE = 1_000;

    private final SenderCalls calls;
    private final OutboxQueue queue;
    private final Cache<String, String> ids =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

    SenderRooms(SenderCalls calls, OutboxQueue queue) {
        this.calls = calls;
        this.queue = queue;
    }

    /** The id of the conversation. */
    String of(Claimed message) throws SenderFault {
        String known = message.postedChannel();
        if (known != null) {
            return known;
        }
        if (message.kind() == Kind.DIRECT || PERSON.matcher(message.channel()).matches()) {
            return remember(message, direct(message.channel()));
        }
        if (ID.matcher(message.channel()).matches()) {
            return message.channel();
        }
        return remember(message, named(message.channel()));
    }

    void join(String channel) throws SenderFault {
        calls.aside("conversations.join", slack -> slack.conversationsJoin(r -> r.channel(channel)));
    }

    private String remember(Claimed message, String id) {
        queue.opened(message, id);
        return id;
    }

    private String direct(String user) throws SenderFault {
        return calls.aside("conversations.open", slack -> slack.conversationsOpen(r -> r.users(List.of(user))))
                .getChannel()
                .getId();
    }

    private String named(String name) throws SenderFault {
        String cached = ids.getIfPresent(name);
        if (cached == null) {
            load();
            cached = ids.getIfPresent(name);
        }
        if (cached == null) {
            throw new SenderFault.Refused("conversations.list", "channel_not_found");
        }
        return cached;
    }

    private void load() throws SenderFault {
        String[] cursor = {""};
        do {
            var page = calls.aside(
                    "conversations.list",
                    slack -> slack.conversationsList(r -> r.limit(PAGE)
                            .cursor(cursor[0])
                            .excludeArchived(true)
                            .types(List.of(ConversationType.PUBLIC_CHANNEL, ConversationType.PRIVATE_CHANNEL))));
            for (Conversation channel : page.getChannels()) {
                ids.put(channel.getName(), channel.getId());
            }
            cursor[0] = next(
                    page.getResponseMetadata() == null
                            ? null
                            : page.getResponseMetadata().getNextCursor());
        } while (!cursor[0].isEmpty());
    }

    private static String next(@Nullable String cursor) {
        return cursor == null ? "" : cursor;
    }
}
