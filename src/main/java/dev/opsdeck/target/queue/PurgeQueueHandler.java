package dev.opsdeck.target.queue;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.QueueStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.target.redis.RedisCaches;
import dev.opsdeck.target.redis.RedisWriter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gives a queue's lists other names, all at once, so that what waited is out of the queue but not lost. */
@Singleton
final class PurgeQueueHandler implements StepHandler<QueueStep.PurgeQueue> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisCaches caches;

    PurgeQueueHandler(RedisCaches caches) {
        this.caches = caches;
    }

    /** Where what a purge took out of a list is kept. */
    static String aside(String purge, String list) {
        return "opsdeck:purged:" + purge + ":" + list;
    }

    @Override
    public Class<QueueStep.PurgeQueue> kind() {
        return QueueStep.PurgeQueue.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, QueueStep.PurgeQueue step) {
        long waiting = caches.change(system, step.cache(), PATIENCE, redis -> sum(redis, step.lists()));
        return Map.of("purge", UUID.randomUUID().toString().substring(0, 8), "waiting", Long.toString(waiting));
    }

    @Override
    public Outcome act(
            ManagedSystem system, QueueStep.PurgeQueue step, Map<String, String> before, StepControl control) {
        String purge = before.getOrDefault("purge", "");
        return caches.change(system, step.cache(), PATIENCE, redis -> {
            var names = new LinkedHashMap<String, String>();
            step.lists().forEach(list -> names.put(list, aside(purge, list)));
            redis.setAside(names, step.kept());
            long taken = sum(redis, List.copyOf(names.values()));
            return new Outcome.Done(
                    words(step, purge, taken), Map.of("purge", purge, "purged-entries", Long.toString(taken)));
        });
    }

    private static String words(QueueStep.PurgeQueue step, String purge, long taken) {
        return Spoken.count(taken, "entry was", "entries were") + " taken out. For " + step.kept().toHours()
                + " h this brings them back: queue " + step.subject() + " put-back " + purge;
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            QueueStep.PurgeQueue step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        String purge = before.getOrDefault("purge", "");
        long taken = caches.change(system, step.cache(), PATIENCE, redis -> sum(redis, asides(step, purge)));
        return taken > 0
                ? new Finding.Happened(words(step, purge, taken))
                : new Finding.DidNotHappen("Nothing was taken out of the queue.");
    }

    @Override
    public Outcome undo(
            ManagedSystem system, QueueStep.PurgeQueue step, Map<String, String> before, StepControl control) {
        String purge = before.getOrDefault("purge", "");
        return caches.change(system, step.cache(), PATIENCE, redis -> {
            long back = 0;
            for (String list : step.lists()) {
                while (redis.move(aside(purge, list), list, true)) {
                    back++;
                }
            }
            return new Outcome.Done(Spoken.count(back, "entry was", "entries were") + " put back.");
        });
    }

    private static List<String> asides(QueueStep.PurgeQueue step, String purge) {
        return step.lists().stream().map(list -> aside(purge, list)).toList();
    }

    private static long sum(RedisWriter redis, List<String> lists) {
        return lists.stream().mapToLong(redis::length).sum();
    }
}
