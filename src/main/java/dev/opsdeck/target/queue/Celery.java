package dev.opsdeck.target.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.opsdeck.catalog.Queue;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import dev.opsdeck.target.redis.QueueKeys;
import dev.opsdeck.target.redis.RedisReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Queues as Celery keeps them in Redis. */
final class Celery {
    /** Kombu's hash of what workers took and have not acknowledged, for all queues of the broker. */
    private static final String TAKEN = "unacked";

    private static final String RESULTS = "celery-task-meta-*";
    private static final int LOOKED_AT = 20_000;
    private static final int AT_ONCE = 500;

    /** Celery writes the status first. */
    private static final int STATUS_WITHIN = 256;

    private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*\"([A-Z]+)\"");
    private static final int EXAMPLES = 20;
    private static final int EXAMPLE = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Celery() {}

    static Reading depth(RedisReader redis, Queue.Celery queue) {
        long depth = 0;
        List<List<String>> rows = new ArrayList<>();
        for (String list : QueueKeys.lists(queue)) {
            long length = redis.listLength(list);
            depth += length;
            if (length > 0) {
                String priority = list.substring(queue.list().length());
                String name = priority.isEmpty() ? "0" : priority.substring(2);
                rows.add(List.of(name, Spoken.count(length)));
            }
        }
        long taken = redis.type(TAKEN).equals("hash") ? redis.hashLength(TAKEN) : 0;
        String summary = Spoken.count(depth, "task waits", "tasks wait") + " in " + queue.list()
                + (taken == 0
                        ? "."
                        : "; workers have taken " + Spoken.count(taken, "more that is", "more that are")
                                + " not done yet, over all queues of the broker.");
        return Reading.of(
                summary,
                List.of(Measure.of("depth", depth, null), Measure.of("taken", taken, null)),
                rows.size() < 2 ? null : new Table(List.of("priority", "tasks"), rows, true));
    }

    static Reading failed(RedisReader redis) {
        RedisReader.Keys results = redis.scan(RESULTS, LOOKED_AT);
        List<String> failed = new ArrayList<>();
        for (int from = 0; from < results.names().size(); from += AT_ONCE) {
            List<String> some = results.names()
                    .subList(from, Math.min(from + AT_ONCE, results.names().size()));
            redis.beginnings(some, STATUS_WITHIN).forEach((key, text) -> {
                Matcher status = STATUS.matcher(text);
                if (status.find() && "FAILURE".equals(status.group(1))) {
                    failed.add(key);
                }
            });
        }
        String all = Spoken.count(results.names().size(), "result that is", "results that are") + " kept";
        String summary = results.complete()
                ? Spoken.count(failed.size()) + " of " + all + " failed."
                : "At least " + Spoken.count(failed.size()) + " failed; only " + all + " were looked at.";
        return Reading.of(summary, List.of(Measure.of("failed", failed.size(), null)), examples(redis, failed));
    }

    private static Table examples(RedisReader redis, List<String> failed) {
        List<String> some = failed.stream().limit(EXAMPLES).toList();
        List<List<String>> rows = redis.beginnings(some, EXAMPLE).entrySet().stream()
                .map(Celery::example)
                .sorted(Comparator.comparing(List<String>::getFirst).reversed())
                .toList();
        return new Table(List.of("done", "task", "id", "error"), rows, rows.size() == failed.size());
    }

    private static List<String> example(Map.Entry<String, String> result) {
        String id = result.getKey().substring(RESULTS.length() - 1);
        try {
            JsonNode json = JSON.readTree(result.getValue());
            JsonNode error = json.path("result");
            String message = error.path("exc_message").isArray()
                    ? error.path("exc_message").path(0).asText()
                    : error.path("exc_message").asText();
            return List.of(
                    json.path("date_done").asText(""),
                    json.path("name").asText(""),
                    id,
                    error.path("exc_type").asText("") + ": " + message);
        } catch (JsonProcessingException e) {
            return List.of("", "", id, "its result is too long to read here");
        }
    }
}
