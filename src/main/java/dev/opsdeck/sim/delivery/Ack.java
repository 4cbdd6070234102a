package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Json;

/** How the bot answered a request. */
public sealed interface Ack {
    /** It answered in time; {@code body} may be empty, text or JSON. */
    record Answered(int status, String body) implements Ack {
        @Override
        public boolean ok() {
            return status >= 200 && status < 300;
        }

        /** The body as a JSON object; plain text becomes its {@code text}, an empty body an empty object. */
        public ObjectNode json() {
            String trimmed = body.strip();
            if (trimmed.isEmpty()) {
                return Json.object();
            }
            try {
                return Json.parse(trimmed) instanceof ObjectNode object
                        ? object
                        : Json.object().put("text", body);
            } catch (JsonProcessingException e) {
                return Json.object().put("text", body);
            }
        }
    }

    /** It did not answer in time. */
    record TimedOut() implements Ack {}

    /** It could not be reached. */
    record Unreachable(String why) implements Ack {}

    default boolean ok() {
        return false;
    }

    /** The error that Slack shows to the person. */
    default String error() {
        return switch (this) {
            case Answered answered -> answered.ok() ? "" : "dispatch_failed";
            case TimedOut() -> "operation_timeout";
            case Unreachable(String why) -> "dispatch_failed";
        };
    }

    /** Slack's {@code X-Slack-Retry-Reason}. */
    default String retryReason() {
        return switch (this) {
            case Answered answered -> "http_error";
            case TimedOut() -> "http_timeout";
            case Unreachable(String why) -> "connection_failed";
        };
    }
}
