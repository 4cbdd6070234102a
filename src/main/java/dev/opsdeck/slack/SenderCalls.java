package dev.opsdeck.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Calls Slack, counts the calls, and sorts what can go wrong. */
@Singleton
final class SenderCalls {
    private static final Duration UNSAID_RETRY_AFTER = Duration.ofSeconds(5);

    private final MethodsClient slack;
    private final RateLimitStore limits;
    private final SenderMetrics metrics;
    private final Clock clock;

    SenderCalls(MethodsClient slack, RateLimitStore limits, SenderMetrics metrics, Clock clock) {
        this.slack = slack;
        this.limits = limits;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** One method of the client. */
    @FunctionalInterface
    interface Call<T extends SlackApiTextResponse> {
        T on(MethodsClient slack) throws IOException, SlackApiException;
    }

    /** A call on the way to the one that the message was claimed for: waits for its own limit. */
    <T extends SlackApiTextResponse> T aside(String method, Call<T> call) throws SenderFault {
        Optional<Instant> opens = limits.take(method);
        if (opens.isPresent()) {
            throw new SenderFault.Limited(method, opens.get());
        }
        return counted(method, call);
    }

    /** A call that was counted against its limit when the message was claimed. */
    <T extends SlackApiTextResponse> T counted(String method, Call<T> call) throws SenderFault {
        T response;
        try {
            response = call.on(slack);
        } catch (SlackApiException e) {
            throw status(method, e);
        } catch (ConnectException | UnknownHostException e) {
            throw unavailable(method, "unreachable", e, false);
        } catch (IOException e) {
            throw unavailable(method, "no_answer", e, true);
        }
        if (!response.isOk()) {
            throw refused(method, response.getError() == null ? "unknown_error" : response.getError());
        }
        metrics.called(method, "ok");
        return response;
    }

    private SenderFault status(String method, SlackApiException e) {
        int status = e.getResponse().code();
        if (status == 429) {
            metrics.called(method, "ratelimited");
            metrics.limited(method);
            Duration after = retryAfter(e.getResponse().header("Retry-After"));
            limits.pause(method, after);
            return new SenderFault.Limited(method, clock.instant().plus(after));
        }
        metrics.called(method, "http_" + status);
        return new SenderFault.Unavailable(method + " was answered with HTTP " + status, status >= 500);
    }

    private static Duration retryAfter(@org.jspecify.annotations.Nullable String header) {
        try {
            return header == null ? UNSAID_RETRY_AFTER : Duration.ofSeconds(Long.parseLong(header.strip()));
        } catch (NumberFormatException e) {
            return UNSAID_RETRY_AFTER;
        }
    }

    private SenderFault unavailable(String method, String result, IOException e, boolean doubtful) {
        metrics.called(method, result);
        return new SenderFault.Unavailable(method + " got no answer: " + e.getMessage(), doubtful);
    }

    private SenderFault refused(String method, String error) {
        metrics.called(method, error);
        return SenderRefusal.TROUBLE.contains(error)
                ? new SenderFault.Unavailable(method + " was answered with " + error, true)
                : new SenderFault.Refused(method, error);
    }
}
