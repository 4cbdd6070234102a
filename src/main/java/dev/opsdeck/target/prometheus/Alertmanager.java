package dev.opsdeck.target.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.probe.Alert;
import dev.opsdeck.probe.ProbeException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks the Alertmanager of a system, by version 2 of its interface. */
@Singleton
public final class Alertmanager {
    private static final String WHO = "Alertmanager";
    private static final Comparator<Alert> COUNTING_FIRST = Comparator.comparing(Alert::counts)
            .reversed()
            .thenComparing(Comparator.comparing(Alert::since).reversed());

    /** What stands for a silence that has ended and been forgotten between the two questions. */
    private static final Alert.Silence FORGOTTEN = new Alert.Silence("somebody", "", Instant.EPOCH);

    private final MonitoringApi api;

    Alertmanager(MonitoringApi api) {
        this.api = api;
    }

    /**
     * All its alerts, silenced and inhibited ones too: those that notify first, of each the latest first. Their texts
     * may hold anything: mask them before they are shown.
     *
     * @throws ProbeException when it cannot be asked
     */
    public List<Alert> alerts(ManagedSystem system, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        JsonNode alerts = get(system, "/api/v2/alerts", patience);
        // Asked last, so that every silence that an alert names is among them.
        JsonNode silenced = get(system, "/api/v2/silences", Duration.ofNanos(Math.max(1, until - System.nanoTime())));
        Map<String, Alert.Silence> silences = silences(silenced);
        var all = new ArrayList<Alert>();
        alerts.forEach(alert -> all.add(alert(alert, silences)));
        all.sort(COUNTING_FIRST);
        return all;
    }

    private JsonNode get(ManagedSystem system, String path, Duration patience) {
        String base = system.monitoring().alertmanager();
        if (base == null) {
            throw new ProbeException("The catalog names no Alertmanager for " + system.name()
                    + ". Add its URL under monitoring: alertmanager.");
        }
        MonitoringApi.Answer answer = api.get(WHO, base, path, Map.of(), system.monitoring(), patience);
        if (answer.status() != 200 || !answer.json().isArray()) {
            throw MonitoringApi.refused(WHO, base, answer, null);
        }
        return answer.json();
    }

    private static Map<String, Alert.Silence> silences(JsonNode all) {
        var byId = new HashMap<String, Alert.Silence>();
        all.forEach(one -> byId.put(
                one.path("id").asText(),
                new Alert.Silence(
                        one.path("createdBy").asText(),
                        one.path("comment").asText(),
                        time(one.path("endsAt").asText()))));
        return byId;
    }

    private static Alert alert(JsonNode alert, Map<String, Alert.Silence> silences) {
        JsonNode status = alert.path("status");
        var quiet = new ArrayList<Alert.Silence>();
        status.path("silencedBy").forEach(id -> quiet.add(silences.getOrDefault(id.asText(), FORGOTTEN)));
        return new Alert(
                texts(alert.path("labels")),
                summary(texts(alert.path("annotations"))),
                time(alert.path("startsAt").asText()),
                quiet,
                !status.path("inhibitedBy").isEmpty());
    }

    private static String summary(Map<String, String> annotations) {
        return annotations.getOrDefault(
                "summary", annotations.getOrDefault("description", annotations.getOrDefault("message", "")));
    }

    private static Map<String, String> texts(JsonNode node) {
        var texts = new HashMap<String, String>();
        node.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
        return texts;
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
