package dev.opsdeck.slack;

import static dev.opsdeck.slack.UnreadableException.required;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.model.event.AppMentionEvent;
import dev.opsdeck.flow.Intake;
import dev.opsdeck.flow.Request;
import jakarta.inject.Singleton;
import java.util.Objects;

/** Commands given by mentioning the bot, which unlike slash commands also work in threads. */
@Singleton
final class Mentions {
    private final Intake intake;
    private final Replies replies;
    private final ChannelNames channels;

    Mentions(Intake intake, Replies replies, ChannelNames channels) {
        this.intake = intake;
        this.replies = replies;
        this.channels = channels;
    }

    void handle(EventsApiPayload<AppMentionEvent> payload) {
        AppMentionEvent event = payload.getEvent();
        // Bots do not give commands, and an edited message is not a new one.
        if (event.getBotId() != null || event.getEdited() != null) {
            return;
        }
        String user = required(event.getUser(), "user");
        String channel = required(event.getChannel(), "channel");
        String delivery = Deliveries.of(payload);
        String thread = Objects.requireNonNullElse(event.getThreadTs(), event.getTs());
        var origin = new Origin(user, channel, thread, null, null);
        String text = Mrkdwn.afterMention(Objects.requireNonNullElse(event.getText(), ""));
        Attempt.at(
                delivery,
                () -> intake.command(new Request(delivery, user, channel, channels.name(channel, null), text)),
                reply -> replies.toMention(reply, origin));
    }
}
