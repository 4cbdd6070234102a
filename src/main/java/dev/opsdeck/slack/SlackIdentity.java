package dev.opsdeck.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.opsdeck.access.Directory.DirectoryException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who the bot is in which workspace, which is also the proof that its token works. Found out beside the start and again
 * every few minutes; while Slack does not tell, the service runs and says so in its health.
 */
@Singleton
@Requires(property = "opsdeck.slack.bot-token")
final class SlackIdentity implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(SlackIdentity.class);

    private final MethodsClient slack;
    private final ExecutorService threads;
    private final RetryPolicy<Object> untilKnown = RetryPolicy.builder()
            .withMaxAttempts(-1)
            .withBackoff(Duration.ofSeconds(1), Duration.ofMinutes(1))
            .build();
    private @Nullable CompletableFuture<?> attempt;
    private volatile @Nullable Bot bot;
    private volatile @Nullable String problem = "Slack was not asked yet";

    SlackIdentity(MethodsClient slack, @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.slack = slack;
        this.threads = threads;
    }

    /**
     * The bot, asking Slack if need be.
     *
     * @throws DirectoryException when Slack does not tell
     */
    Bot require() {
        Bot known = bot;
        if (known != null) {
            return known;
        }
        try {
            return ask();
        } catch (IOException | SlackApiException e) {
            throw new DirectoryException("Slack does not say which workspace this is", e);
        }
    }

    /** Null when it is not known yet. */
    @Nullable
    Bot known() {
        return bot;
    }

    /** Why the token does not work at present; null when it does. */
    @Nullable
    String problem() {
        return problem;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        attempt = Failsafe.with(untilKnown).with(threads).getAsync(this::ask);
    }

    @Scheduled(initialDelay = "5m", fixedDelay = "5m")
    void askAgain() {
        if (attempt == null || attempt.isDone()) {
            try {
                ask();
            } catch (IOException | SlackApiException e) {
                LOG.warn("Slack does not accept the bot token any more: {}", e.getMessage());
            }
        }
    }

    @PreDestroy
    void close() {
        if (attempt != null) {
            attempt.cancel(true);
        }
    }

    private Bot ask() throws IOException, SlackApiException {
        try {
            var answer = slack.authTest(request -> request);
            if (!answer.isOk()) {
                throw new IOException("auth.test: " + answer.getError());
            }
            var found = new Bot(answer.getTeamId(), answer.getUserId(), answer.getTeam(), answer.getUser());
            if (!found.equals(bot)) {
                LOG.info("This is {} in the workspace {}", found.name(), found.teamName());
            }
            bot = found;
            problem = null;
            return found;
        } catch (IOException | SlackApiException e) {
            if (problem == null || bot == null) {
                LOG.warn("Slack did not confirm the bot token, trying again: {}", e.getMessage());
            }
            problem = String.valueOf(e.getMessage());
            throw e;
        }
    }

    /** The bot user and its workspace. */
    record Bot(String team, String user, String teamName, String name) {}
}
