package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to the bot.
 *
 * @param retry which repetition this is; 0 for the first delivery
 * @param retryReason Slack's reason, such as {@code http_timeout}
 */
public record Outbound(
        Kind kind, ObjectNode payload, int retry, @Nullable String retryReason) {
    public enum Kind {
        COMMAND("slash_commands"),
        INTERACTION("interactive"),
        EVENT("events_api");

        final String envelope;

        Kind(String envelope) {
            this.envelope = envelope;
        }
    }

    static Outbound first(Kind kind, ObjectNode payload) {
        return new Outbound(kind, payload, 0, null);
    }

    Outbound again(int number, String reason) {
        return new Outbound(kind, payload, number, reason);
    }

    /** What the payload is: its own type, {@code slash_command}, or the type of its event. */
    public String type() {
        return switch (kind) {
            case COMMAND -> "slash_command";
            case INTERACTION -> payload.path("type").asText();
            case EVENT ->
                payload.path("event").path("type").asText(payload.path("type").asText());
        };
    }

    String contentType() {
        return kind == Kind.EVENT ? "application/json" : "application/x-www-form-urlencoded";
    }

    byte[] body() {
        String text =
                switch (kind) {
                    case COMMAND ->
                        payload.properties().stream()
                                .map(field -> encode(field.getKey()) + "="
                                        + encode(field.getValue().asText()))
                                .collect(Collectors.joining("&"));
                    case INTERACTION -> "payload=" + encode(Json.write(payload));
                    case EVENT -> Json.write(payload);
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
