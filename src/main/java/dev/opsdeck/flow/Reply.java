package dev.opsdeck.flow;

import com.slack.api.model.view.View;
import dev.opsdeck.message.Message;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What the person who asked gets back, besides what the outbox brings to channels. */
public sealed interface Reply {
    /** Nothing: what is to be seen comes through the outbox. */
    record Silent() implements Reply {}

    /** Only the person sees it. */
    record Private(Message message) implements Reply {}

    /** Only the person sees it, wherever he asked: it is about what he may not do. */
    record Refused(Message message) implements Reply {}

    /** Only the person sees it, and it is ready later; {@code first} is shown until then. */
    record PrivateLater(Message first, CompletionStage<Message> message) implements Reply {}

    /** Replaces the private message that the click was on. */
    record Replace(Message message) implements Reply {}

    /** The same when it is ready; the message stays as it is until then. */
    record ReplaceLater(CompletionStage<Message> message) implements Reply {}

    /** A modal opens. */
    record Open(View view) implements Reply {}

    /** A modal opens at once, as Slack wants it, and is filled in when that is ready. */
    record OpenThen(View first, CompletionStage<View> then) implements Reply {}

    /** The submitted modal stays open with errors under its inputs, by {@code block_id}. */
    record Errors(Map<String, String> errors) implements Reply {}
}
