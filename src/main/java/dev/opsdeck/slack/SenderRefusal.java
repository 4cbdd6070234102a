package dev.opsdeck.slack;

import dev.opsdeck.message.Claimed;
import dev.opsdeck.message.OutboxQueue.Change;
import java.util.Set;

/** What follows from an error code of Slack. Codes from the reference of the methods that the sender calls. */
sealed interface SenderRefusal {
    /** Slack's own trouble: it may have done it all the same. */
    Set<String> TROUBLE = Set.of("internal_error", "fatal_error", "request_timeout", "service_unavailable");

    /** The app is not allowed in; the message is not to blame and goes out once somebody repaired that. */
    Set<String> LOCKED_OUT = Set.of(
            "invalid_auth",
            "not_authed",
            "token_revoked",
            "token_expired",
            "account_inactive",
            "missing_scope",
            "access_denied",
            "accesslimited",
            "org_login_required",
            "team_access_not_granted",
            "ratelimited");

    /** The app may not write there, or nobody may. */
    Set<String> CLOSED_ROOM = Set.of(
            "channel_not_found",
            "not_in_channel",
            "is_archived",
            "restricted_action",
            "restricted_action_read_only_channel",
            "method_not_supported_for_channel_type",
            "user_not_found");

    /** The message itself is more than Slack takes. */
    Set<String> TOO_MUCH = Set.of(
            "msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format", "too_many_attachments");

    /** The message that was to be updated cannot be any more. */
    Set<String> GONE = Set.of("message_not_found", "cant_update_message", "edit_window_closed");

    Set<String> NO_THREAD = Set.of("thread_not_found", "invalid_thread_ts", "cannot_reply_to_message");

    /** Try again later. */
    record Retry() implements SenderRefusal {}

    /** Join the channel, then try again. */
    record Join() implements SenderRefusal {}

    /** Try again at once, changed. */
    record Changed(Change change) implements SenderRefusal {}

    /** It will never go. */
    record Final() implements SenderRefusal {}

    static SenderRefusal of(String error, Claimed message) {
        if (LOCKED_OUT.contains(error)) {
            return new Retry();
        }
        if (error.equals("not_in_channel") && !message.joined()) {
            return new Join();
        }
        if (TOO_MUCH.contains(error) && !message.plain()) {
            return new Changed(Change.PLAIN);
        }
        if (GONE.contains(error) && message.ts() != null) {
            return new Changed(Change.POST_ANEW);
        }
        if (NO_THREAD.contains(error) && message.threadTs() != null) {
            return new Changed(Change.NO_THREAD);
        }
        return new Final();
    }
}
