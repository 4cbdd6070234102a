package dev.opsdeck.slack;

import static dev.opsdeck.slack.UnreadableException.required;

import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.response.Response;
import dev.opsdeck.flow.Intake;
import dev.opsdeck.flow.Reply;
import dev.opsdeck.flow.Request;
import dev.opsdeck.message.Message;
import jakarta.inject.Singleton;
import java.util.Objects;

/** Slash commands. */
@Singleton
final class Commands {
    private static final String COMMAND = "/ops";

    private final Intake intake;
    private final Replies replies;
    private final ChannelNames channels;

    Commands(Intake intake, Replies replies, ChannelNames channels) {
        this.intake = intake;
        this.replies = replies;
        this.channels = channels;
    }

    Response handle(SlashCommandRequest slash) {
        var payload = slash.getPayload();
        String user = required(payload.getUserId(), "user_id");
        String channel = required(payload.getChannelId(), "channel_id");
        String delivery = Deliveries.of(slash);
        var origin = new Origin(user, channel, null, payload.getResponseUrl(), payload.getTriggerId());
        return Attempt.at(
                delivery, () -> run(delivery, payload, user, channel), reply -> replies.toCommand(reply, origin));
    }

    private Reply run(String delivery, SlashCommandPayload payload, String user, String channel) {
        if (!COMMAND.equals(payload.getCommand())) {
            return new Reply.Private(Message.of("This app answers `/ops` only. Try `/ops help`."));
        }
        String text = Mrkdwn.typed(Objects.requireNonNullElse(payload.getText(), ""));
        String name = channels.name(channel, payload.getChannelName());
        return intake.command(new Request(delivery, user, channel, name, text));
    }
}
