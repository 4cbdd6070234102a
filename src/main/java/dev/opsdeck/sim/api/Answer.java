package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Json;
import java.time.Duration;
import java.util.Map;

/** What the Web API answers over HTTP; {@code closed} asks for the connection to be cut instead. */
public record Answer(int status, Map<String, String> headers, ObjectNode body, boolean closed) {
    static Answer ok(ObjectNode body) {
        return new Answer(200, Map.of(), body, false);
    }

    static Answer rateLimited(Duration retryAfter) {
        ObjectNode body = Json.object().put("ok", false).put("error", "ratelimited");
        return new Answer(429, Map.of("Retry-After", Long.toString(retryAfter.toSeconds())), body, false);
    }

    static Answer serverError(int status) {
        return new Answer(status, Map.of(), Json.object().put("ok", false).put("error", "internal_error"), false);
    }

    static Answer cut() {
        return new Answer(0, Map.of(), Json.object().put("error", "connection_closed"), true);
    }
}
