package dev.opsdeck.slack;

import com.slack.api.Slack;
import com.slack.api.app_backend.interactive_components.response.ActionResponse;
import com.slack.api.methods.SlackApiException;
import dev.opsdeck.message.Message;
import jakarta.inject.Singleton;
import java.io.IOException;
import okhttp3.ResponseBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers through the URL that Slack gives with what a person did: good for five uses within 30 minutes. */
@Singleton
final class ResponseUrls {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseUrls.class);

    private final Slack slack;

    ResponseUrls(Slack slack) {
        this.slack = slack;
    }

    /** Posts a message that only the person sees; false when Slack does not take it, as from a URL that is used up. */
    boolean post(String url, Message message, boolean replaces) {
        var response = ActionResponse.builder()
                .responseType("ephemeral")
                .replaceOriginal(replaces)
                .text(message.text())
                .blocks(message.blocks().isEmpty() ? null : message.blocks())
                .build();
        try {
            return Patience.call(() -> send(url, response));
        } catch (IOException | SlackApiException e) {
            LOG.info("A response URL did not work: {}", e.getMessage());
            return false;
        }
    }

    private boolean send(String url, ActionResponse message) throws IOException, SlackApiException {
        try (var response = slack.getHttpClient().postJsonBody(url, message);
                ResponseBody body = response.body()) {
            if (response.isSuccessful()) {
                return true;
            }
            throw new SlackApiException(response, body == null ? "" : body.string());
        }
    }
}
