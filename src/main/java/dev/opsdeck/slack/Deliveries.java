package dev.opsdeck.slack;

import static dev.opsdeck.slack.UnreadableException.required;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.GlobalShortcutPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are the same each time Slack delivers the same thing, through whichever door and to whichever replica.
 *
 * <p>Slack makes a trigger id for each thing a person does and an event id for each event; where a payload lacks one,
 * what makes it unique is in the payload all the same.
 */
final class Deliveries {
    private Deliveries() {}

    static String of(SlashCommandRequest command) {
        String trigger = command.getPayload().getTriggerId();
        return isGiven(trigger) ? "command:" + trigger : "command:" + hash(command.getRequestBodyAsString());
    }

    static String of(EventsApiPayload<?> event) {
        return "event:" + required(event.getEventId(), "event_id");
    }

    /** Several actions may share one payload, and with it one trigger id. */
    static String of(BlockActionPayload payload, BlockActionPayload.Action action) {
        String element = Objects.toString(action.getBlockId(), "") + "/" + action.getActionId();
        if (isGiven(payload.getTriggerId())) {
            return "click:" + payload.getTriggerId() + ":" + element;
        }
        var container = payload.getContainer();
        String place = container == null
                ? ""
                : String.join(
                        "/",
                        Objects.toString(container.getChannelId(), ""),
                        Objects.toString(container.getMessageTs(), ""),
                        Objects.toString(container.getViewId(), ""));
        String at = required(action.getActionTs(), "trigger_id or action_ts");
        return "click:" + payload.getUser().getId() + ":" + place + ":" + at + ":" + element;
    }

    static String of(ViewSubmissionPayload payload) {
        if (isGiven(payload.getTriggerId())) {
            return "submission:" + payload.getTriggerId();
        }
        var view = payload.getView();
        return "submission:" + payload.getUser().getId() + ":" + view.getId() + ":" + view.getHash();
    }

    static String of(GlobalShortcutPayload payload) {
        return shortcut(payload.getTriggerId(), payload.getUser().getId(), payload.getActionTs());
    }

    static String of(MessageShortcutPayload payload) {
        return shortcut(payload.getTriggerId(), payload.getUser().getId(), payload.getActionTs());
    }

    private static String shortcut(@Nullable String trigger, String user, @Nullable String at) {
        return isGiven(trigger)
                ? "shortcut:" + trigger
                : "shortcut:" + user + ":" + required(at, "trigger_id or action_ts");
    }

    private static boolean isGiven(@Nullable String id) {
        return id != null && !id.isBlank();
    }

    private static String hash(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
