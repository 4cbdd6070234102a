package dev.opsdeck.target.redis;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.util.List;

/** What is in a cache. */
final class Keyspace {
    private static final int COUNTED = 10_000;
    private static final int SHOWN = 1_000;
    private static final int FOR_EVER = -1;
    private static final int NOT_THERE = -2;

    private Keyspace() {}

    static Reading size(RedisReader redis) {
        long keys = redis.size();
        List<List<String>> rows = redis.info("keyspace").entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList();
        return Reading.of(
                Spoken.count(keys, "key", "keys") + " in this database.",
                List.of(Measure.of("keys", keys, null)),
                rows.isEmpty() ? null : new Table(List.of("database", "keys"), rows, true));
    }

    static Reading keys(RedisReader redis, String pattern) {
        RedisReader.Keys found = redis.scan(pattern, COUNTED);
        int count = found.names().size();
        String summary = found.complete()
                ? Spoken.count(count, "key fits ", "keys fit ") + pattern + "."
                : "At least " + Spoken.count(count, "key fits ", "keys fit ") + pattern
                        + "; not all of the database was looked through, so as not to slow it down.";
        List<List<String>> rows =
                found.names().stream().sorted().limit(SHOWN).map(List::of).toList();
        return Reading.of(
                summary,
                List.of(Measure.of("keys", count, null)),
                new Table(List.of("key"), rows, found.complete() && count <= SHOWN));
    }

    static Reading secondsToLive(RedisReader redis, String key) {
        long seconds = redis.secondsToLive(key);
        String summary =
                switch ((int) Math.min(seconds, 0)) {
                    case NOT_THERE -> "There is no key " + key + ".";
                    case FOR_EVER -> key + " lives for ever: it has no time to live.";
                    default -> key + " lives for another " + Spoken.seconds(seconds) + ".";
                };
        return Reading.of(summary, Measure.of("seconds", seconds, "s"));
    }

    static Reading length(RedisReader redis, String key) {
        long length = redis.listLength(key);
        String summary = length == 0
                ? "Nothing is in " + key + " (Redis keeps no empty lists, so it may also never have been)."
                : Spoken.count(length, "entry is", "entries are") + " in " + key + ".";
        return Reading.of(summary, Measure.of("length", length, null));
    }
}
