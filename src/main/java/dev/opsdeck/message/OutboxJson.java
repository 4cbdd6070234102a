package dev.opsdeck.message;

import com.google.gson.Gson;
import com.slack.api.util.json.GsonFactory;

/** How the outbox writes messages down: Slack's own JSON. */
final class OutboxJson {
    private static final Gson GSON = GsonFactory.createSnakeCase();

    private OutboxJson() {}

    static String write(Message message) {
        return GSON.toJson(message);
    }

    static String write(FileContent file) {
        return GSON.toJson(file);
    }

    static Message message(String json) {
        return GSON.fromJson(json, Message.class);
    }

    static FileContent file(String json) {
        return GSON.fromJson(json, FileContent.class);
    }
}
