package dev.opsdeck.slack;

import static dev.opsdeck.slack.UnreadableException.required;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.model.event.MessageChangedEvent;
import com.slack.api.model.event.ReactionAddedEvent;
import com.slack.api.model.event.ReactionRemovedEvent;
import dev.opsdeck.flow.Intake;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reactions on messages, and edits of them. What is noted is noted before Slack is answered. */
@Singleton
final class Marked {
    private final Intake intake;

    Marked(Intake intake) {
        this.intake = intake;
    }

    void added(EventsApiPayload<ReactionAddedEvent> payload) {
        var item = payload.getEvent().getItem();
        reacted(
                Deliveries.of(payload),
                item == null ? null : item.getChannel(),
                item == null ? null : item.getTs(),
                payload.getEvent().getReaction());
    }

    void removed(EventsApiPayload<ReactionRemovedEvent> payload) {
        var item = payload.getEvent().getItem();
        reacted(
                Deliveries.of(payload),
                item == null ? null : item.getChannel(),
                item == null ? null : item.getTs(),
                payload.getEvent().getReaction());
    }

    /** What is on a file and not on a message has no channel. */
    private void reacted(String delivery, @Nullable String channel, @Nullable String ts, @Nullable String reaction) {
        if (channel != null && ts != null && reaction != null) {
            intake.reacted(delivery, channel, ts, reaction);
        }
    }

    void edited(EventsApiPayload<MessageChangedEvent> payload) {
        MessageChangedEvent event = payload.getEvent();
        var message = required(event.getMessage(), "message");
        // Our own cards change all the time.
        if (message.getBotId() == null) {
            intake.edited(
                    Deliveries.of(payload), required(event.getChannel(), "channel"), required(message.getTs(), "ts"));
        }
    }
}
