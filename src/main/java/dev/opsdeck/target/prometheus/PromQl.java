package dev.opsdeck.target.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Series;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the Prometheus of a system. */
@Singleton
final class PromQl {
    private static final String WHO = "Prometheus";

    private final MonitoringApi api;

    PromQl(MonitoringApi api) {
        this.api = api;
    }

    /** The value of each series now; those without a finite value have no point. */
    List<Series> now(ManagedSystem system, String query, Duration patience) {
        return series(ask(system, "/api/v1/query", Map.of("query", query), patience));
    }

    /** How each series went; those without a finite value have no points. */
    List<Series> range(ManagedSystem system, String query, Instant from, Instant to, Duration step, Duration patience) {
        var parameters = Map.of(
                "query",
                query,
                "start",
                seconds(from),
                "end",
                seconds(to),
                "step",
                "%d.%03d".formatted(step.toSeconds(), step.toMillisPart()));
        return series(ask(system, "/api/v1/query_range", parameters, patience));
    }

    private JsonNode ask(ManagedSystem system, String path, Map<String, String> parameters, Duration patience) {
        String base = system.monitoring().prometheus();
        if (base == null) {
            throw new ProbeException("The catalog names no Prometheus for " + system.name()
                    + ". Add its URL under monitoring: prometheus.");
        }
        var given = new HashMap<>(parameters);
        // Prometheus then stops working on what nobody waits for any more.
        given.put("timeout", Math.max(1, patience.toSeconds()) + "s");
        MonitoringApi.Answer answer = api.get(WHO, base, path, given, system.monitoring(), patience);
        if (!answer.json().path("status").asText().equals("success")) {
            throw MonitoringApi.refused(WHO, base, answer, error(answer.json(), parameters));
        }
        return answer.json().path("data");
    }

    private static @Nullable String error(JsonNode answer, Map<String, String> parameters) {
        String said = answer.path("error").asText("");
        return switch (answer.path("errorType").asText("")) {
            case "bad_data" -> "it does not understand " + parameters.get("query") + ": " + said + ".";
            case "timeout" -> "the query took too long. Ask for less.";
            case "" -> null;
            default -> "the query failed: " + said + ".";
        };
    }

    private static List<Series> series(JsonNode data) {
        return switch (data.path("resultType").asText()) {
            case "vector" -> each(data.path("result"), "value");
            case "matrix" -> each(data.path("result"), "values");
            case "scalar" -> List.of(new Series(Map.of(), points(data.path("result"))));
            default -> throw new ProbeException("The query gives a text and no numbers.");
        };
    }

    private static List<Series> each(JsonNode result, String values) {
        var all = new ArrayList<Series>();
        for (JsonNode one : result) {
            var labels = new HashMap<String, String>();
            one.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            all.add(new Series(labels, points(one.path(values))));
        }
        return all;
    }

    /** Either one point, which is a pair of time and text, or a list of them. */
    private static List<Series.Point> points(JsonNode values) {
        Iterable<JsonNode> pairs = values.path(0).isArray() ? values : List.of(values);
        var points = new ArrayList<Series.Point>();
        for (JsonNode pair : pairs) {
            double value = number(pair.path(1).asText());
            if (Double.isFinite(value)) {
                points.add(new Series.Point(
                        Instant.ofEpochMilli(Math.round(pair.path(0).asDouble() * 1000)), value));
            }
        }
        return points;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf", "-Inf", "NaN", "" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    private static String seconds(Instant at) {
        return "%d.%03d".formatted(at.getEpochSecond(), at.getNano() / 1_000_000);
    }
}
