package dev.opsdeck.slack;

import static dev.opsdeck.slack.UnreadableException.required;

import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.File;
import com.slack.api.model.view.ViewState;
import dev.opsdeck.flow.Intake;
import dev.opsdeck.flow.Submission;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Submitted modals. */
@Singleton
final class Modals {
    private final Intake intake;
    private final Replies replies;

    Modals(Intake intake, Replies replies) {
        this.intake = intake;
        this.replies = replies;
    }

    Response submitted(ViewSubmissionPayload payload) {
        String user = required(required(payload.getUser(), "user").getId(), "user id");
        var view = required(payload.getView(), "view");
        String delivery = Deliveries.of(payload);
        var opened = ModalOrigin.read(Objects.requireNonNullElse(view.getPrivateMetadata(), ""));
        var origin = opened.origin(user, payload.getTriggerId());
        String metadata = opened.metadata();
        var submission = new Submission(delivery, user, view.getCallbackId(), metadata, values(view.getState()));
        return Attempt.at(delivery, () -> intake.submit(submission), reply -> replies.toSubmission(reply, origin));
    }

    private static Map<String, String> values(@Nullable ViewState state) {
        var values = new HashMap<String, String>();
        if (state != null && state.getValues() != null) {
            state.getValues().forEach((block, elements) -> elements.values().stream()
                    .map(Modals::entered)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .ifPresent(text -> values.put(block, text)));
        }
        return Map.copyOf(values);
    }

    /** Several choices of one input are joined by commas. */
    private static String entered(ViewState.Value value) {
        return Stream.of(
                        value.getValue(),
                        value.getSelectedOption() == null
                                ? null
                                : value.getSelectedOption().getValue(),
                        joined(value.getSelectedOptions(), ViewState.SelectedOption::getValue),
                        value.getSelectedUser(),
                        joined(value.getSelectedUsers(), user -> user),
                        value.getSelectedConversation(),
                        value.getSelectedChannel(),
                        value.getSelectedDate(),
                        value.getSelectedTime(),
                        joined(value.getFiles(), File::getId),
                        value.getSelectedDateTime() == null
                                ? null
                                : value.getSelectedDateTime().toString())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static <T> @Nullable String joined(@Nullable List<T> chosen, Function<T, String> text) {
        return chosen == null ? null : chosen.stream().map(text).collect(Collectors.joining(","));
    }
}
