package dev.opsdeck.slack;

import static dev.opsdeck.slack.UnreadableException.required;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockSuggestionPayload;
import com.slack.api.app_backend.interactive_components.response.BlockSuggestionResponse;
import com.slack.api.app_backend.interactive_components.response.Option;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.block.composition.PlainTextObject;
import dev.opsdeck.flow.Click;
import dev.opsdeck.flow.Intake;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Buttons and selects. */
@Singleton
final class Clicks {
    private static final int MOST_OPTIONS = 100;
    private static final int LONGEST_OPTION = 75;
    private static final int LONGEST_VALUE = 150;

    private final Intake intake;
    private final Replies replies;
    private final ChannelNames channels;
    private final HomeTab homeTab;

    Clicks(Intake intake, Replies replies, ChannelNames channels, HomeTab homeTab) {
        this.intake = intake;
        this.replies = replies;
        this.channels = channels;
        this.homeTab = homeTab;
    }

    /** Handles each action of the payload by itself. */
    Response handle(BlockActionPayload payload) {
        required(required(payload.getUser(), "user").getId(), "user id");
        List<BlockActionPayload.Action> actions = required(payload.getActions(), "actions");
        actions.forEach(action -> required(required(action, "action").getActionId(), "action_id"));
        var origin = origin(payload);
        for (var action : actions) {
            String delivery = Deliveries.of(payload, action);
            Attempt.at(
                    delivery,
                    () -> intake.click(click(delivery, payload, origin.channel(), action)),
                    reply -> replies.toClick(reply, origin));
        }
        if (payload.getView() != null && "home".equals(payload.getView().getType())) {
            homeTab.redraw(origin.user());
        }
        return Response.ok();
    }

    /** The choices of an external select; none when they cannot be had. */
    Response options(BlockSuggestionPayload payload) {
        String user = required(required(payload.getUser(), "user").getId(), "user id");
        var channel = payload.getChannel();
        List<Intake.Option> found;
        try {
            String name = channel == null ? "" : channels.name(channel.getId(), channel.getName());
            String typed = Objects.requireNonNullElse(payload.getValue(), "");
            found = intake.options(user, name, payload.getActionId(), typed);
        } catch (RuntimeException e) {
            Attempt.failed("options of " + payload.getActionId(), e);
            found = List.of();
        }
        var options = found.stream()
                .filter(option -> option.value().length() <= LONGEST_VALUE)
                .limit(MOST_OPTIONS)
                .map(Clicks::toSlack)
                .toList();
        return Response.ok(BlockSuggestionResponse.builder().options(options).build());
    }

    private Click click(String delivery, BlockActionPayload payload, String channel, BlockActionPayload.Action action) {
        String given =
                payload.getChannel() == null ? null : payload.getChannel().getName();
        return new Click(
                delivery,
                payload.getUser().getId(),
                channel,
                channel.isEmpty() ? "" : channels.name(channel, given),
                action.getActionId(),
                value(action),
                messageTs(payload));
    }

    private static Origin origin(BlockActionPayload payload) {
        var container = payload.getContainer();
        return new Origin(
                payload.getUser().getId(),
                channel(payload),
                container == null ? null : container.getThreadTs(),
                payload.getResponseUrl(),
                payload.getTriggerId());
    }

    private static String channel(BlockActionPayload payload) {
        if (payload.getChannel() != null && payload.getChannel().getId() != null) {
            return payload.getChannel().getId();
        }
        var container = payload.getContainer();
        return container == null ? "" : Objects.requireNonNullElse(container.getChannelId(), "");
    }

    private static @Nullable String messageTs(BlockActionPayload payload) {
        var container = payload.getContainer();
        if (container != null && container.getMessageTs() != null) {
            return container.getMessageTs();
        }
        return payload.getMessage() == null ? null : payload.getMessage().getTs();
    }

    private static String value(BlockActionPayload.Action action) {
        String option = action.getSelectedOption() == null
                ? null
                : action.getSelectedOption().getValue();
        return Stream.of(
                        action.getValue(),
                        option,
                        action.getSelectedUser(),
                        action.getSelectedConversation(),
                        action.getSelectedChannel(),
                        action.getSelectedDate(),
                        action.getSelectedTime())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static Option toSlack(Intake.Option option) {
        String text = option.text();
        String shown = text.length() <= LONGEST_OPTION ? text : text.substring(0, LONGEST_OPTION - 1) + "…";
        return new Option(PlainTextObject.builder().text(shown).build(), option.value());
    }
}
