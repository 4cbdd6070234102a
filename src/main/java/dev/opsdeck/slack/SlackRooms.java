package dev.opsdeck.slack;

import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import com.slack.api.model.Reaction;
import dev.opsdeck.flow.Rooms;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes channels and what belongs into them, within the limits that all calls to Slack share. */
@Singleton
final class SlackRooms implements Rooms {
    /** Slack's clock and ours may differ that much. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    private static final int PAGE = 1_000;

    private final SenderCalls calls;
    private final SlackIdentity identity;
    private final Attempts attempts;

    SlackRooms(SenderCalls calls, SlackIdentity identity, Attempts attempts) {
        this.calls = calls;
        this.identity = identity;
        this.attempts = attempts;
    }

    @Override
    public Outcome create(String name) {
        return attempts.of(
                () -> calls.aside("conversations.create", slack -> slack.conversationsCreate(r -> r.name(name)))
                        .getChannel()
                        .getId());
    }

    @Override
    public Outcome made(String name, Instant since) {
        SlackIdentity.Bot bot = identity.known();
        long earliest = since.minus(CLOCKS_DIFFER).getEpochSecond();
        return attempts.of(() -> find(channel -> name.equals(channel.getName())
                        && bot != null
                        && bot.user().equals(channel.getCreator())
                        && channel.getCreated() != null
                        && channel.getCreated() >= earliest)
                .orElseThrow(() -> new SenderFault.Refused("conversations.create", "name_taken")));
    }

    @Override
    public Outcome named(String name) {
        return attempts.of(() -> find(channel -> name.equals(channel.getName()))
                .orElseThrow(() -> new SenderFault.Refused("conversations.list", "channel_not_found")));
    }

    @Override
    public Outcome topic(String channel, String topic) {
        return attempts.of(() -> {
            calls.aside(
                    "conversations.setTopic",
                    slack -> slack.conversationsSetTopic(r -> r.channel(channel).topic(topic)));
            return "";
        });
    }

    @Override
    public Outcome invite(String channel, List<String> users) {
        return attempts.of(() -> {
            calls.aside(
                    "conversations.invite",
                    slack -> slack.conversationsInvite(r -> r.channel(channel).users(users)));
            return "";
        });
    }

    @Override
    public Outcome bookmark(String channel, String title, String link) {
        return attempts.of(() -> {
            if (!hasBookmark(channel, title)) {
                calls.aside(
                        "bookmarks.add",
                        slack -> slack.bookmarksAdd(r ->
                                r.channelId(channel).title(title).type("link").link(link)));
            }
            return "";
        });
    }

    private boolean hasBookmark(String channel, String title) throws SenderFault {
        try {
            return calls
                    .aside("bookmarks.list", slack -> slack.bookmarksList(r -> r.channelId(channel)))
                    .getBookmarks()
                    .stream()
                    .anyMatch(bookmark -> title.equals(bookmark.getTitle()));
        } catch (SenderFault.Refused refused) {
            // Who may not look may still add; better twice than never.
            return false;
        }
    }

    @Override
    public Outcome pin(String channel, String ts) {
        return attempts.of(() -> {
            calls.aside(
                    "pins.add", slack -> slack.pinsAdd(r -> r.channel(channel).timestamp(ts)));
            return "";
        });
    }

    @Override
    public Outcome permalink(String channel, String ts) {
        return attempts.of(() -> calls.aside(
                        "chat.getPermalink",
                        slack -> slack.chatGetPermalink(r -> r.channel(channel).messageTs(ts)))
                .getPermalink());
    }

    @Override
    public Look look(String channel, String ts) {
        try {
            var message = calls.aside(
                            "reactions.get",
                            slack -> slack.reactionsGet(
                                    r -> r.channel(channel).timestamp(ts).full(true)))
                    .getMessage();
            List<Reaction> reactions = message.getReactions() == null ? List.of() : message.getReactions();
            return new Look.Seen(
                    Objects.requireNonNullElse(message.getUser(), ""),
                    Objects.requireNonNullElse(message.getText(), ""),
                    reactions.stream().map(Reaction::getName).toList());
        } catch (SenderFault fault) {
            return switch (fault) {
                case SenderFault.Refused refused -> new Look.Gone(refused.error());
                case SenderFault.Limited limited -> new Look.Later(limited.until(), Attempts.said(limited));
                case SenderFault.Unavailable unavailable -> new Look.Later(attempts.soon(), Attempts.said(unavailable));
            };
        }
    }

    private Optional<String> find(Predicate<Conversation> wanted) throws SenderFault {
        String[] cursor = {""};
        do {
            var page = calls.aside(
                    "conversations.list",
                    slack -> slack.conversationsList(r -> r.limit(PAGE)
                            .cursor(cursor[0])
                            .excludeArchived(true)
                            .types(List.of(ConversationType.PUBLIC_CHANNEL))));
            Optional<String> found = page.getChannels().stream()
                    .filter(wanted)
                    .map(Conversation::getId)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            cursor[0] = next(
                    page.getResponseMetadata() == null
                            ? null
                            : page.getResponseMetadata().getNextCursor());
        } while (!cursor[0].isEmpty());
        return Optional.empty();
    }

    private static String next(@Nullable String cursor) {
        return cursor == null ? "" : cursor;
    }
}
