package dev.opsdeck.slack;

import static dev.opsdeck.slack.UnreadableException.required;

import com.slack.api.app_backend.interactive_components.payload.GlobalShortcutPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.bolt.response.Response;
import dev.opsdeck.flow.Intake;
import dev.opsdeck.flow.MessageChosen;
import jakarta.inject.Singleton;
import java.util.Objects;

/** The shortcuts of the search bar and of a message's menu. */
@Singleton
final class Shortcuts {
    private final Intake intake;
    private final Replies replies;
    private final ChannelNames channels;

    Shortcuts(Intake intake, Replies replies, ChannelNames channels) {
        this.intake = intake;
        this.replies = replies;
        this.channels = channels;
    }

    Response global(GlobalShortcutPayload payload) {
        String user = required(required(payload.getUser(), "user").getId(), "user id");
        String delivery = Deliveries.of(payload);
        var origin = new Origin(user, "", null, null, payload.getTriggerId());
        return Attempt.at(
                delivery,
                () -> intake.shortcut(delivery, user, "", "", payload.getCallbackId()),
                reply -> replies.toClick(reply, origin));
    }

    Response onMessage(MessageShortcutPayload payload) {
        String user = required(required(payload.getUser(), "user").getId(), "user id");
        var place = required(payload.getChannel(), "channel");
        String channel = required(place.getId(), "channel id");
        String delivery = Deliveries.of(payload);
        var origin = new Origin(user, channel, null, payload.getResponseUrl(), payload.getTriggerId());
        return Attempt.at(
                delivery,
                () -> {
                    String name = channels.name(channel, place.getName());
                    var message = required(payload.getMessage(), "message");
                    return intake.messageShortcut(new MessageChosen(
                            delivery,
                            user,
                            channel,
                            name,
                            payload.getCallbackId(),
                            required(message.getTs(), "ts"),
                            Objects.requireNonNullElse(message.getUser(), ""),
                            Objects.requireNonNullElse(message.getText(), "")));
                },
                reply -> replies.toClick(reply, origin));
    }
}
