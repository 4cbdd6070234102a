package dev.opsdeck.target.queue;

import dev.opsdeck.catalog.Queue;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.target.redis.RedisReader;

/** A queue that is a plain list in Redis. */
final class Lists {
    private Lists() {}

    static Reading depth(RedisReader redis, Queue.RedisList list) {
        long depth = redis.listLength(list.key());
        return Reading.of(
                Spoken.count(depth, "job waits", "jobs wait") + " in " + list.key() + ".",
                Measure.of("depth", depth, null));
    }

    static Reading failed(RedisReader redis, String key) {
        long failed = redis.listLength(key);
        return Reading.of(
                Spoken.count(failed, "job", "jobs") + " failed, by the list " + key + ".",
                Measure.of("failed", failed, null));
    }
}
