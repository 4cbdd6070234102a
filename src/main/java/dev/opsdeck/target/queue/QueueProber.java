package dev.opsdeck.target.queue;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Queue;
import dev.opsdeck.catalog.QueueQuestion;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.target.kafka.ConsumerLag;
import dev.opsdeck.target.redis.RedisCaches;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Asks a queue of whichever kind how much waits in it. */
@Singleton
final class QueueProber implements Prober<Probe.Queue> {
    private final RedisCaches caches;
    private final ConsumerLag lags;

    QueueProber(RedisCaches caches, ConsumerLag lags) {
        this.caches = caches;
        this.lags = lags;
    }

    @Override
    public Class<Probe.Queue> asks() {
        return Probe.Queue.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Queue probe, Duration patience) {
        Queue queue = Optional.ofNullable(system.queues().get(probe.queue()))
                .orElseThrow(() -> new ProbeException("The catalog has no queue " + probe.queue() + " any more."));
        QueueQuestion question = probe.ask() == null ? usual(queue) : probe.ask();
        return switch (queue) {
            case Queue.Celery celery ->
                switch (question) {
                    case DEPTH -> caches.ask(system, celery.cache(), patience, redis -> Celery.depth(redis, celery));
                    case FAILED -> {
                        String results = celery.results() == null ? celery.cache() : celery.results();
                        yield caches.ask(system, results, patience, Celery::failed);
                    }
                    case LAG -> throw cannot("A Celery queue", "depth or failed");
                };
            case Queue.RedisList list ->
                switch (question) {
                    case DEPTH -> caches.ask(system, list.cache(), patience, redis -> Lists.depth(redis, list));
                    case FAILED -> {
                        String key = Optional.ofNullable(list.failed())
                                .orElseThrow(() -> new ProbeException("The catalog does not say where " + probe.queue()
                                        + " keeps what failed. Give the queue a failed: key."));
                        yield caches.ask(system, list.cache(), patience, redis -> Lists.failed(redis, key));
                    }
                    case LAG -> throw cannot("A list in Redis", "depth or failed");
                };
            case Queue.Kafka kafka ->
                switch (question) {
                    case LAG -> lags.read(kafka, patience);
                    case DEPTH, FAILED -> throw cannot("A Kafka consumer group", "lag");
                };
        };
    }

    private static QueueQuestion usual(Queue queue) {
        return queue instanceof Queue.Kafka ? QueueQuestion.LAG : QueueQuestion.DEPTH;
    }

    private static ProbeException cannot(String what, String can) {
        return new ProbeException(what + " does not know that. Ask it for " + can + ".");
    }
}
