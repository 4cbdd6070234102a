package dev.opsdeck.slack;

import dev.opsdeck.message.Claimed;
import dev.opsdeck.message.Elsewhere;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.OutboxQueue;
import dev.opsdeck.message.OutboxQueue.Change;
import dev.opsdeck.message.Posted;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one claimed message to Slack and puts on record what became of it. */
@Singleton
final class SenderDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(SenderDelivery.class);

    private final OutboxQueue queue;
    private final SenderCalls calls;
    private final SenderRooms rooms;
    private final SenderLookup lookup;
    private final SenderFiles files;
    private final SenderMetrics metrics;
    private final Elsewhere elsewhere;

    SenderDelivery(
            OutboxQueue queue,
            SenderCalls calls,
            SenderRooms rooms,
            SenderLookup lookup,
            SenderFiles files,
            SenderMetrics metrics,
            Elsewhere elsewhere) {
        this.queue = queue;
        this.calls = calls;
        this.rooms = rooms;
        this.lookup = lookup;
        this.files = files;
        this.metrics = metrics;
        this.elsewhere = elsewhere;
    }

    void deliver(Claimed message) {
        Claimed.Doubt doubt = message.doubt();
        try {
            if (doubt == null) {
                send(message);
            } else {
                settle(message, doubt);
            }
        } catch (SenderFault fault) {
            boolean doubtful = doubt != null || fault.doubtful();
            switch (fault) {
                case SenderFault.Limited limited -> queue.hold(message, limited.until(), doubtful);
                case SenderFault.Unavailable unavailable -> retry(message, unavailable, doubtful);
                case SenderFault.Refused refused -> refused(message, refused, doubtful);
            }
        }
    }

    private void settle(Claimed message, Claimed.Doubt doubt) throws SenderFault {
        Optional<Posted> posted = lookup.find(message, doubt);
        if (posted.isPresent()) {
            LOG.info("Message {} had arrived although Slack's answer had not", message.key());
            queue.found(message, posted.get());
        } else {
            queue.notFound(message);
        }
    }

    private void send(Claimed message) throws SenderFault {
        String channel = rooms.of(message);
        switch (message.kind()) {
            case CARD -> {
                if (message.ts() == null) {
                    post(message, channel);
                } else {
                    update(message, channel, message.ts());
                }
            }
            case POST, DIRECT -> post(message, channel);
            case WHISPER -> whisper(message, channel, message.recipient());
            case FILE -> {
                if (files.send(message, channel)) {
                    sent(message, null);
                }
            }
        }
    }

    private void post(Claimed message, String channel) throws SenderFault {
        if (!queue.begins(message, null)) {
            return;
        }
        Message content = message.message();
        var response = calls.counted(
                "chat.postMessage",
                slack -> slack.chatPostMessage(r -> r.channel(channel)
                        .threadTs(message.threadTs())
                        .text(content.text())
                        .blocks(content.blocks())
                        .metadata(SenderLookup.mark(message.key()))
                        .unfurlLinks(false)
                        .unfurlMedia(false)));
        sent(message, new Posted(response.getChannel(), response.getTs()));
    }

    private void update(Claimed message, String channel, String ts) throws SenderFault {
        Message content = message.message();
        calls.counted(
                "chat.update",
                slack -> slack.chatUpdate(
                        r -> r.channel(channel).ts(ts).text(content.text()).blocks(content.blocks())));
        sent(message, null);
    }

    private void whisper(Claimed message, String channel, @Nullable String user) throws SenderFault {
        Message content = message.message();
        calls.counted(
                "chat.postEphemeral",
                slack -> slack.chatPostEphemeral(r -> r.channel(channel)
                        .user(user)
                        .threadTs(message.threadTs())
                        .text(content.text())
                        .blocks(content.blocks())));
        sent(message, null);
    }

    private void sent(Claimed message, @Nullable Posted posted) {
        queue.sent(message, posted);
        metrics.sent(message.pendingSince());
    }

    private void retry(Claimed message, SenderFault fault, boolean doubtful) {
        Duration wait = SenderBackoff.after(message.attempts(), doubtful);
        LOG.warn("Message {} waits {} ms: {}", message.key(), wait.toMillis(), fault.getMessage());
        queue.again(message, wait, String.valueOf(fault.getMessage()), doubtful);
    }

    private void refused(Claimed message, SenderFault.Refused refused, boolean doubtful) {
        switch (SenderRefusal.of(refused.error(), message)) {
            case SenderRefusal.Retry() -> retry(message, refused, doubtful);
            case SenderRefusal.Join() -> join(message, refused.error());
            case SenderRefusal.Changed(Change change) -> {
                LOG.warn("Message {} is sent again, {}: {}", message.key(), change, refused.getMessage());
                queue.changed(message, change, refused.error());
            }
            case SenderRefusal.Final() -> undeliverable(message, refused.error());
        }
    }

    private void join(Claimed message, String error) {
        try {
            rooms.join(rooms.of(message));
            queue.changed(message, Change.JOINED, error);
        } catch (SenderFault fault) {
            switch (fault) {
                case SenderFault.Limited limited -> queue.hold(message, limited.until(), false);
                case SenderFault.Unavailable unavailable -> retry(message, unavailable, false);
                case SenderFault.Refused refused -> undeliverable(message, refused.error());
            }
        }
    }

    /** Brings it elsewhere when it is the place that keeps it out and not the message; else it is lost. */
    private void undeliverable(Claimed message, String error) {
        Optional<String> place = SenderRefusal.CLOSED_ROOM.contains(error) && message.ts() == null
                ? elsewhere.than(message.key(), message.channel())
                : Optional.empty();
        if (place.isPresent()) {
            LOG.warn("Message {} goes to {} instead of {}: {}", message.key(), place.get(), message.channel(), error);
            queue.moved(message, place.get(), error);
        } else {
            LOG.error("Message {} for {} is lost: {}", message.key(), message.channel(), error);
            queue.dead(message, error);
        }
    }
}
