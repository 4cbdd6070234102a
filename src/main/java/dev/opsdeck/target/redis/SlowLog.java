package dev.opsdeck.target.redis;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Commands that took longer than Redis is told to note down; with their keys, without their values. */
final class SlowLog {
    private static final int NEWEST = 128;

    private SlowLog() {}

    static Reading read(RedisReader redis, Instant now) {
        long entries = redis.slowLogLength();
        List<RedisReader.Slow> slow = redis.slowest(NEWEST).stream()
                .sorted(Comparator.comparingLong(RedisReader.Slow::micros).reversed())
                .toList();
        double slowest = slow.isEmpty() ? 0 : slow.getFirst().micros() / 1e3;
        String summary = slow.isEmpty()
                ? "The slow log is empty."
                : Spoken.count(entries, "entry", "entries") + " in the slow log; the slowest of them took "
                        + Spoken.number(slowest) + " ms: " + slow.getFirst().command() + ".";
        List<List<String>> rows = slow.stream()
                .map(one -> List.of(
                        Spoken.number(one.micros() / 1e3) + " ms",
                        Spoken.seconds(Math.max(0, now.getEpochSecond() - one.at())),
                        one.client(),
                        one.command()))
                .toList();
        return Reading.of(
                summary,
                List.of(Measure.of("entries", entries, null), Measure.of("slowest", slowest, "ms")),
                new Table(List.of("took", "ago", "client", "command"), rows, entries <= slow.size()));
    }
}
