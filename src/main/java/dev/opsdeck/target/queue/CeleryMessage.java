package dev.opsdeck.target.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.plan.QueueStep;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * A task as Kombu keeps it in Redis: version 2 of Celery's message protocol,
 * https://docs.celeryq.dev/en/stable/internals/protocol.html
 */
final class CeleryMessage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PERSISTENT = 2;

    private CeleryMessage() {}

    static String of(QueueStep.SendTask step, String id) {
        try {
            ObjectNode message = JSON.createObjectNode();
            message.put("body", body(step));
            message.put("content-encoding", "utf-8");
            message.put("content-type", "application/json");
            message.set("headers", headers(step, id));
            message.set("properties", properties(step, id));
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The plan holds valid JSON", e);
        }
    }

    private static String body(QueueStep.SendTask step) throws JsonProcessingException {
        var body = JSON.createArrayNode();
        body.add(JSON.readTree(step.args()));
        body.add(JSON.readTree(step.kwargs()));
        body.addObject().putNull("callbacks").putNull("errbacks").putNull("chain").putNull("chord");
        return Base64.getEncoder()
                .encodeToString(JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode headers(QueueStep.SendTask step, String id) {
        ObjectNode headers = JSON.createObjectNode();
        headers.put("lang", "py").put("task", step.task()).put("id", id).put("root_id", id);
        headers.putNull("parent_id").putNull("group").putNull("shadow").putNull("eta").putNull("expires");
        headers.put("retries", 0).put("argsrepr", step.args()).put("kwargsrepr", step.kwargs());
        headers.put("origin", "opsdeck").put("ignore_result", false);
        headers.putArray("timelimit").addNull().addNull();
        return headers;
    }

    private static ObjectNode properties(QueueStep.SendTask step, String id) {
        ObjectNode properties = JSON.createObjectNode();
        properties.put("correlation_id", id).put("reply_to", UUID.randomUUID().toString());
        properties.put("delivery_mode", PERSISTENT).put("priority", 0).put("body_encoding", "base64");
        properties.put("delivery_tag", UUID.randomUUID().toString());
        properties.putObject("delivery_info").put("exchange", "").put("routing_key", step.list());
        return properties;
    }
}
