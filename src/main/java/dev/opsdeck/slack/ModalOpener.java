package dev.opsdeck.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.model.view.View;
import dev.opsdeck.message.Message;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens modals while the trigger of what the person did is good, which is three seconds. */
@Singleton
final class ModalOpener {
    private static final Logger LOG = LoggerFactory.getLogger(ModalOpener.class);

    private final MethodsClient slack;

    ModalOpener(MethodsClient slack) {
        this.slack = slack;
    }

    /** Opens the modal, and returns what to tell the person when it did not open. */
    Optional<Message> open(View view, Origin origin) {
        if (origin.trigger() == null) {
            return Optional.of(Message.of("This opens a form, and Slack allows that only from `/ops` or a button."
                    + " Type it as a `/ops` command."));
        }
        try {
            var opened = slack.viewsOpen(
                    request -> request.triggerId(origin.trigger()).view(ModalOrigin.carriedBy(view, origin)));
            return opened.isOk() ? Optional.empty() : Optional.of(problem(opened.getError()));
        } catch (IOException | SlackApiException e) {
            return Optional.of(problem(String.valueOf(e.getMessage())));
        }
    }

    private static Message problem(String error) {
        LOG.warn("A modal did not open: {}", error);
        return Message.of("Slack did not open the form in time. Please try again.");
    }
}
