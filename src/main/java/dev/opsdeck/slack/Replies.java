package dev.opsdeck.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.app_backend.slash_commands.response.SlashCommandResponse;
import com.slack.api.app_backend.views.response.ViewSubmissionResponse;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.JsonOps;
import com.slack.api.model.view.View;
import dev.opsdeck.flow.Reply;
import dev.opsdeck.message.Message;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns what a use case replies into what Slack shows. */
@Singleton
final class Replies {
    /** What somebody does not notice; a reply that is nearly ready may take it, so that it comes at once as a whole. */
    private static final long WORTH_WAITING_MILLIS = 350;

    /** Many who ask within the same second are shown the very same message. */
    private static final long SHARED = 32;

    private final Cache<Message, String> written =
            Caffeine.newBuilder().weakKeys().maximumSize(SHARED).build();
    private final PrivateMessages messages;
    private final ThreadMessages threads;
    private final ModalOpener modals;

    Replies(PrivateMessages messages, ThreadMessages threads, ModalOpener modals) {
        this.messages = messages;
        this.threads = threads;
        this.modals = modals;
    }

    /** The acknowledgement of a slash command carries its answer. */
    Response toCommand(Reply reply, Origin origin) {
        return switch (reply) {
            case Reply.Silent() -> Response.ok();
            case Reply.Private(Message message) -> ephemeral(message);
            case Reply.Refused(Message message) -> ephemeral(message);
            case Reply.Replace(Message message) -> ephemeral(message);
            case Reply.ReplaceLater(CompletionStage<Message> later) -> {
                messages.replaceLater(origin, later);
                yield Response.ok();
            }
            case Reply.Errors(Map<String, String> errors) -> ephemeral(listed(errors));
            case Reply.Open(View view) ->
                modals.open(view, origin).map(this::ephemeral).orElseGet(Response::ok);
            case Reply.OpenThen(View first, CompletionStage<View> then) ->
                modals.open(first, then, origin).map(this::ephemeral).orElseGet(Response::ok);
            case Reply.PrivateLater(Message first, CompletionStage<Message> later) ->
                soon(later).map(this::ephemeral).orElseGet(() -> {
                    messages.replaceLater(origin, later);
                    return ephemeral(first);
                });
        };
    }

    /** The acknowledgement of a click, a shortcut or a mention is empty; its answer comes beside it. */
    Response toClick(Reply reply, Origin origin) {
        switch (reply) {
            case Reply.Silent() -> {}
            case Reply.Private(Message message) -> messages.tell(origin, message);
            case Reply.Refused(Message message) -> messages.tell(origin, message);
            case Reply.Replace(Message message) -> messages.replace(origin, message);
            case Reply.ReplaceLater(CompletionStage<Message> later) -> messages.replaceLater(origin, later);
            case Reply.Errors(Map<String, String> errors) -> messages.tell(origin, listed(errors));
            case Reply.Open(View view) ->
                modals.open(view, origin).ifPresent(problem -> messages.tell(origin, problem));
            case Reply.OpenThen(View first, CompletionStage<View> then) ->
                modals.open(first, then, origin).ifPresent(problem -> messages.tell(origin, problem));
            case Reply.PrivateLater(Message first, CompletionStage<Message> later) ->
                soon(later)
                        .ifPresentOrElse(
                                message -> messages.tell(origin, message),
                                () -> messages.tellLater(origin, first, later));
        }
        return Response.ok();
    }

    /** What was asked before everybody is answered before everybody, in the thread; only a refusal stays private. */
    Response toMention(Reply reply, Origin origin) {
        return switch (reply) {
            case Reply.Private(Message message) -> {
                threads.say(origin, message);
                yield Response.ok();
            }
            case Reply.PrivateLater(Message first, CompletionStage<Message> later) -> {
                soon(later)
                        .ifPresentOrElse(
                                message -> threads.say(origin, message), () -> threads.sayLater(origin, first, later));
                yield Response.ok();
            }
            case Reply.Silent _,
                    Reply.Refused _,
                    Reply.Replace _,
                    Reply.ReplaceLater _,
                    Reply.Errors _,
                    Reply.Open _,
                    Reply.OpenThen _ -> toClick(reply, origin);
        };
    }

    /**
     * A submitted modal closes, unless there is something to say: then it says it where the person is looking. What
     * replaces goes to the message whose button opened the modal.
     */
    Response toSubmission(Reply reply, Origin origin) {
        return switch (reply) {
            case Reply.Silent() -> modal("clear", null, null);
            case Reply.Private(Message message) -> modal("update", Notice.of(message), null);
            case Reply.Refused(Message message) -> modal("update", Notice.of(message), null);
            case Reply.Replace(Message message) -> {
                messages.replace(origin, message);
                yield modal("clear", null, null);
            }
            case Reply.ReplaceLater(CompletionStage<Message> later) -> {
                messages.replaceLater(origin, later);
                yield modal("clear", null, null);
            }
            case Reply.Errors(Map<String, String> errors) -> modal("errors", null, errors);
            case Reply.Open(View view) -> modal("update", view, null);
            case Reply.OpenThen(View first, CompletionStage<View> _) -> modal("update", first, null);
            case Reply.PrivateLater(Message first, CompletionStage<Message> later) ->
                modal(
                        "update",
                        Notice.of(soon(later).orElseGet(() -> {
                            messages.replaceLater(origin.withoutMessage(), later);
                            return first;
                        })),
                        null);
        };
    }

    private static Optional<Message> soon(CompletionStage<Message> later) {
        try {
            return Optional.of(later.toCompletableFuture().get(WORTH_WAITING_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(Attempt.failed("a private answer", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Response ephemeral(Message message) {
        return Response.builder()
                .statusCode(200)
                .contentType(Response.CONTENT_TYPE_APPLICATION_JSON_UTF8)
                .body(written.get(message, Replies::json))
                .build();
    }

    private static String json(Message message) {
        return JsonOps.toJsonString(SlashCommandResponse.builder()
                .responseType("ephemeral")
                .text(message.text())
                .blocks(message.blocks().isEmpty() ? null : message.blocks())
                .build());
    }

    private static Response modal(String action, @Nullable View view, @Nullable Map<String, String> errors) {
        return Response.ok(ViewSubmissionResponse.builder()
                .responseAction(action)
                .view(view)
                .errors(errors)
                .build());
    }

    private static Message listed(Map<String, String> errors) {
        return Message.of(String.join("\n", List.copyOf(errors.values())));
    }
}
