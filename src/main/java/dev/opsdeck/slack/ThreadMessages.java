package dev.opsdeck.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import dev.opsdeck.message.Message;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers in the thread where the bot was mentioned, for everybody there to see. */
@Singleton
final class ThreadMessages {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadMessages.class);
    private static final long LATEST_MINUTES = 25;

    private final MethodsClient slack;
    private final PrivateMessages privately;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ThreadMessages(MethodsClient slack, PrivateMessages privately) {
        this.slack = slack;
        this.privately = privately;
    }

    /** Posts a message; where the bot may not post, the person gets it alone. */
    void say(Origin origin, Message message) {
        start(() -> {
            if (!post(origin, message).isOk()) {
                privately.tell(origin, message);
            }
        });
    }

    /** Posts a message now and puts another in its place when that is ready. */
    void sayLater(Origin origin, Message first, CompletionStage<Message> later) {
        start(() -> {
            ChatPostMessageResponse posted = post(origin, first);
            Message message = later.toCompletableFuture().get(LATEST_MINUTES, TimeUnit.MINUTES);
            if (!posted.isOk()) {
                privately.tell(origin, message);
                return;
            }
            var updated = Patience.call(() -> slack.chatUpdate(request -> request.channel(posted.getChannel())
                    .ts(posted.getTs())
                    .text(message.text())
                    .blocks(message.blocks())));
            if (!updated.isOk()) {
                LOG.warn("An answer in a thread of {} was not shown: {}", origin.channel(), updated.getError());
            }
        });
    }

    private ChatPostMessageResponse post(Origin origin, Message message) throws Exception {
        return Patience.call(() -> slack.chatPostMessage(request -> request.channel(origin.channel())
                .threadTs(origin.thread())
                .text(message.text())
                .blocks(message.blocks())));
    }

    private interface Saying {
        void run() throws Exception;
    }

    private void start(Saying saying) {
        threads.execute(() -> {
            try {
                saying.run();
            } catch (Exception e) {
                LOG.warn("An answer in a thread was lost", e);
            }
        });
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }
}
