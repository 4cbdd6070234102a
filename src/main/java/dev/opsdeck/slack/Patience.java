package dev.opsdeck.slack;

import com.slack.api.methods.SlackApiException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Calls to Slack that nobody repeats for us: tried a few times, waiting as long as Slack asks. */
final class Patience {
    private static final int TRIES = 4;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final RetryPolicy<Object> POLICY = RetryPolicy.builder()
            .handle(IOException.class)
            .handleIf(failure -> failure instanceof SlackApiException refused && isPassing(refused))
            .withMaxRetries(TRIES - 1)
            .withBackoff(300, 5000, ChronoUnit.MILLIS)
            .withJitter(0.2)
            .withDelayFnOn(context -> delay(context.getLastException()), SlackApiException.class)
            .build();

    private Patience() {}

    static <T> T call(CheckedSupplier<T> call) throws IOException, SlackApiException {
        try {
            return Failsafe.with(POLICY).get(call);
        } catch (FailsafeException e) {
            switch (e.getCause()) {
                case IOException failed -> throw failed;
                case SlackApiException refused -> throw refused;
                case null -> throw e;
                default -> throw e;
            }
        }
    }

    /** How long Slack asks to wait, where it does. */
    static @Nullable Duration retryAfter(Response response) {
        String seconds = response.header("Retry-After");
        return seconds != null && seconds.matches("\\d{1,5}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private static boolean isPassing(SlackApiException refused) {
        int status = refused.getResponse().code();
        return status == 429 || status >= 500;
    }

    /** Minus one leaves it to the backoff. A quarter more than asked, because the jitter may take a fifth away. */
    private static Duration delay(Throwable failure) {
        Duration asked = failure instanceof SlackApiException refused ? retryAfter(refused.getResponse()) : null;
        if (asked == null) {
            return Duration.ofMillis(-1);
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked.multipliedBy(5).dividedBy(4);
    }
}
