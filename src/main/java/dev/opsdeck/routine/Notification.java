package dev.opsdeck.routine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What Alertmanager's webhook posts, version 4.
 *
 * @param groupKey names the group for ever
 * @param groupLabels what its alerts have in common by the grouping; silencing them silences the group
 * @param isWhole false when Alertmanager left alerts out
 */
public record Notification(String groupKey, Map<String, String> groupLabels, List<Incoming> alerts, boolean isWhole) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "4";

    /**
     * One alert of it.
     *
     * @param endsAt null while it fires
     */
    public record Incoming(
            String fingerprint,
            Map<String, String> labels,
            String summary,
            Instant startsAt,
            @Nullable Instant endsAt) {
        /** What it is called. */
        public String name() {
            return labels.getOrDefault("alertname", "alert without a name");
        }

        /** By its label; empty when it has none. */
        public String severity() {
            return labels.getOrDefault("severity", "");
        }

        Incoming rewritten(UnaryOperator<String> rewrite) {
            return new Incoming(fingerprint, all(labels, rewrite), rewrite.apply(summary), startsAt, endsAt);
        }
    }

    /** It is not what Alertmanager posts; the message says what is wrong with it. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    public static Notification read(byte[] body) throws UnreadableException {
        JsonNode root = json(body);
        if (!VERSION.equals(root.path("version").asText())) {
            throw new UnreadableException("\"version\" must be \"4\", the one that Alertmanager has posted since 0.6.");
        }
        String groupKey = root.path("groupKey").asText();
        if (groupKey.isEmpty() || !root.path("alerts").isArray()) {
            throw new UnreadableException("\"groupKey\" and \"alerts\" are missing.");
        }
        List<Incoming> alerts = new ArrayList<>();
        for (JsonNode alert : root.path("alerts")) {
            alerts.add(alert(alert));
        }
        return new Notification(
                groupKey,
                texts(root.path("groupLabels")),
                List.copyOf(alerts),
                root.path("truncatedAlerts").asLong() == 0);
    }

    private static JsonNode json(byte[] body) throws UnreadableException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UnreadableException("The body is not JSON.");
        } catch (IOException e) {
            throw new UnreadableException("The body cannot be read.");
        }
    }

    private static Incoming alert(JsonNode alert) throws UnreadableException {
        String fingerprint = alert.path("fingerprint").asText();
        if (fingerprint.isEmpty()) {
            throw new UnreadableException("An alert has no \"fingerprint\".");
        }
        boolean resolved = alert.path("status").asText().equals("resolved");
        return new Incoming(
                fingerprint,
                texts(alert.path("labels")),
                summary(texts(alert.path("annotations"))),
                time(alert, "startsAt"),
                resolved ? time(alert, "endsAt") : null);
    }

    private static Instant time(JsonNode alert, String key) throws UnreadableException {
        try {
            return OffsetDateTime.parse(alert.path(key).asText()).toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableException("An alert's \"" + key + "\" is not a time.");
        }
    }

    private static String summary(Map<String, String> annotations) {
        return annotations.getOrDefault(
                "summary", annotations.getOrDefault("description", annotations.getOrDefault("message", "")));
    }

    private static Map<String, String> texts(JsonNode node) {
        var texts = new TreeMap<String, String>();
        node.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
        return texts;
    }

    private static Map<String, String> all(Map<String, String> labels, UnaryOperator<String> rewrite) {
        var all = new TreeMap<String, String>();
        labels.forEach((key, value) -> all.put(key, rewrite.apply(value)));
        return all;
    }

    /** The same group with these alerts only. */
    public Notification with(List<Incoming> some) {
        return new Notification(groupKey, groupLabels, some, isWhole);
    }

    /** The same with every text of its alerts rewritten, which is how secrets are taken out. */
    public Notification rewritten(UnaryOperator<String> rewrite) {
        return new Notification(
                groupKey,
                groupLabels,
                alerts.stream().map(alert -> alert.rewritten(rewrite)).toList(),
                isWhole);
    }
}
