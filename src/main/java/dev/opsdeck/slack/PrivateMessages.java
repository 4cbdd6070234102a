package dev.opsdeck.slack;

import com.slack.api.methods.MethodsClient;
import dev.opsdeck.message.Message;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Messages that only one person sees, sent beside the request they answer: through the response URL of what the person
 * did, else as an ephemeral message in the channel, else as a direct message.
 */
@Singleton
final class PrivateMessages {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateMessages.class);
    /** A response URL lasts 30 minutes. */
    private static final long LATEST_MINUTES = 25;

    private static final long LAST_WORDS_SECONDS = 5;

    private final ResponseUrls responseUrls;
    private final MethodsClient slack;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("private-message-", 0).factory());

    PrivateMessages(ResponseUrls responseUrls, MethodsClient slack) {
        this.responseUrls = responseUrls;
        this.slack = slack;
    }

    /** Shows a message below. */
    void tell(Origin origin, Message message) {
        start(() -> send(origin, message, false));
    }

    /** Shows a message in the place of the one that was clicked. */
    void replace(Origin origin, Message message) {
        start(() -> send(origin, message, true));
    }

    /** Shows a message now, and another below when it is ready. What was clicked stays: it may be for everybody. */
    void tellLater(Origin origin, Message first, CompletionStage<Message> later) {
        start(() -> {
            send(origin, first, false);
            send(origin, await(later), false);
        });
    }

    /** Shows a message in the place of the answer to a command when it is ready. */
    void replaceLater(Origin origin, CompletionStage<Message> later) {
        start(() -> send(origin, await(later), true));
    }

    private Message await(CompletionStage<Message> later) throws InterruptedException {
        try {
            return later.toCompletableFuture().get(LATEST_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            return Attempt.failed("a private answer", e);
        }
    }

    private void send(Origin origin, Message message, boolean replaces) throws Exception {
        boolean sent = origin.responseUrl() != null && responseUrls.post(origin.responseUrl(), message, replaces);
        if (!sent && !(hasChannel(origin) && postEphemeral(origin, message))) {
            postDirectly(origin.user(), message);
        }
    }

    private static boolean hasChannel(Origin origin) {
        return !origin.channel().isEmpty() && !origin.channel().startsWith("D");
    }

    private boolean postEphemeral(Origin origin, Message message) throws Exception {
        var posted = Patience.call(() -> slack.chatPostEphemeral(request -> request.channel(origin.channel())
                .user(origin.user())
                .threadTs(origin.thread())
                .text(message.text())
                .blocks(message.blocks())));
        if (!posted.isOk()) {
            LOG.info("No ephemeral message in {}: {}", origin.channel(), posted.getError());
        }
        return posted.isOk();
    }

    private void postDirectly(String user, Message message) throws Exception {
        var posted = Patience.call(() -> slack.chatPostMessage(
                request -> request.channel(user).text(message.text()).blocks(message.blocks())));
        if (!posted.isOk()) {
            LOG.warn("A private message to {} was lost: {}", user, posted.getError());
        }
    }

    private void start(Sending sending) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        threads.execute(() -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            try {
                sending.run();
            } catch (Exception e) {
                LOG.warn("A private message was lost", e);
            }
        });
    }

    /** Lets what is being said be said; what still waits for its text is not waited for. */
    @PreDestroy
    void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }

    private interface Sending {
        void run() throws Exception;
    }
}
