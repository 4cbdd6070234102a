package dev.opsdeck.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.model.view.View;
import dev.opsdeck.message.Message;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
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

    /** Opens the modal, and shows it filled in as soon as that is ready, unless the person has sent it by then. */
    Optional<Message> open(View first, CompletionStage<View> then, Origin origin) {
        if (origin.trigger() == null) {
            return open(first, origin);
        }
        try {
            var opened = slack.viewsOpen(
                    request -> request.triggerId(origin.trigger()).view(ModalOrigin.carriedBy(first, origin)));
            if (!opened.isOk()) {
                return Optional.of(problem(opened.getError()));
            }
            String id = opened.getView().getId();
            String hash = opened.getView().getHash();
            then.thenAccept(view -> fill(id, hash, ModalOrigin.carriedBy(view, origin)))
                    .exceptionally(failure -> {
                        LOG.warn("A modal stays as it was opened", failure);
                        return null;
                    });
            return Optional.empty();
        } catch (IOException | SlackApiException e) {
            return Optional.of(problem(String.valueOf(e.getMessage())));
        }
    }

    private void fill(String id, String hash, View view) {
        try {
            // With the hash Slack refuses when the person is already somewhere else.
            var updated =
                    slack.viewsUpdate(request -> request.viewId(id).hash(hash).view(view));
            if (!updated.isOk()) {
                LOG.info("A modal stays as it was opened: {}", updated.getError());
            }
        } catch (IOException | SlackApiException e) {
            LOG.info("A modal stays as it was opened: {}", e.getMessage());
        }
    }

    private static Message problem(String error) {
        LOG.warn("A modal did not open: {}", error);
        return Message.of("Slack did not open the form in time. Please try again.");
    }
}
