package dev.opsdeck.target.queue;

import dev.opsdeck.probe.Prober;
import dev.opsdeck.target.kafka.KafkaLags;
import dev.opsdeck.target.redis.RedisCaches;
import java.util.List;

/** Lends tests of other packages what queues are asked by. */
public final class QueueProbers {
    private QueueProbers() {}

    public static List<Prober<?>> all(RedisCaches caches) {
        return List.of(new QueueProber(caches, KafkaLags.create()));
    }
}
