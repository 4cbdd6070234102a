package dev.opsdeck.slack;

import com.google.gson.JsonParseException;
import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.response.Response;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What HTTP and Socket Mode have in common: a parsed request becomes an acknowledgement, whatever happens.
 *
 * <p>The metric {@code opsdeck.ack}, tagged with the kind of request, is the time that took.
 */
@Singleton
final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    /** Slack gives up after three seconds. */
    private static final Duration TOO_SLOW = Duration.ofSeconds(2);

    private static final int LATER = 503;

    private final App app;
    private final Clicks clicks;
    private final MeterRegistry meters;
    private final Map<RequestType, Timer> timers = new ConcurrentHashMap<>();

    Door(App app, Clicks clicks, MeterRegistry meters) {
        this.app = app;
        this.clicks = clicks;
        this.meters = meters;
    }

    /**
     * The answer to a request.
     *
     * @throws UnreadableException when it lacks what Slack always sends
     */
    Response answer(@Nullable Request<?> request) {
        if (request == null) {
            throw new UnreadableException("a payload of an unknown type");
        }
        long start = System.nanoTime();
        try {
            return dispatch(request);
        } finally {
            measure(request.getRequestType(), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Response dispatch(Request<?> request) {
        try {
            // Bolt dispatches payloads with exactly one action, and answers 404 to those with several.
            if (request instanceof BlockActionRequest several && hasSeveralActions(several)) {
                return clicks.handle(several.getPayload());
            }
            return app.run(request);
        } catch (UnreadableException e) {
            throw e;
        } catch (JdbiException e) {
            // A change of who may do what must not get lost, so Slack is to say it again. Bolt itself would acknowledge
            // an event whatever its handler answers.
            LOG.error("What Slack said could not be noted", e);
            return Response.error(LATER);
        } catch (JsonParseException e) {
            throw new UnreadableException("a payload with fields of the wrong type", e);
        } catch (Exception e) {
            // Handlers answer for their own failures, so this is Bolt stumbling over a payload.
            LOG.warn("Bolt could not dispatch a request of type {}", request.getRequestType(), e);
            throw new UnreadableException("a payload that Bolt cannot dispatch", e);
        }
    }

    private static boolean hasSeveralActions(BlockActionRequest request) {
        var actions = request.getPayload().getActions();
        return actions != null && actions.size() > 1;
    }

    private void measure(RequestType kind, Duration taken) {
        timers.computeIfAbsent(kind, this::timer).record(taken);
        if (taken.compareTo(TOO_SLOW) > 0) {
            LOG.warn("Slack waited {} ms for the answer to a request of type {}", taken.toMillis(), kind);
        }
    }

    private Timer timer(RequestType kind) {
        return Timer.builder("opsdeck.ack")
                .description("Time to answer what Slack sends")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .publishPercentileHistogram()
                .register(meters);
    }
}
